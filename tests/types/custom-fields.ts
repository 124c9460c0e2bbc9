import { AuthorProfile } from "#django/catalog";
import { expectType } from "./support/expect.ts";

// What the project tells of its own fields and lookups.
declare module "django-fastapi-bridge/orm" {
  interface CustomFieldValues {
    "catalog.fields.CommaListField": string[];
  }
  interface CustomLookups {
    sounds_like: string;
  }
}

export function customFields(profile: AuthorProfile): void {
  expectType<string[]>()(profile.languages);
  AuthorProfile.objects.filter({ languages: ["en"], homepage__sounds_like: "x" });
  // @ts-expect-error -- Type 'number' is not assignable to type 'string'
  AuthorProfile.objects.filter({ homepage__sounds_like: 1 });
}
