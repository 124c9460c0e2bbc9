const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** What cannot be the name of a `const` in a module, a type's name included. Python allows most as a class. */
const RESERVED = new Set(
  (
    "any arguments as async await bigint boolean break case catch class const continue debugger default delete do else " +
    "enum eval export extends false finally for function if implements import in instanceof interface let never new " +
    "null number object package private protected public return static string super switch symbol this throw true try " +
    "type typeof undefined unknown var void while with yield"
  ).split(" "),
);

/** Whether the name can be declared in a module. */
export function isDeclarable(name: string): boolean {
  return IDENTIFIER.test(name) && !RESERVED.has(name);
}

/** A property's name in a type: quoted where it is no identifier. */
export function propertyName(name: string): string {
  return IDENTIFIER.test(name) ? name : JSON.stringify(name);
}

/** "blog_posts" as it stands in a type's name: "BlogPosts". */
export function pascalCase(name: string): string {
  return name.replaceAll(/(?:^|_+)([^_])/g, (_, first: string) => first.toUpperCase());
}

/** The first name that `isFree` accepts: the name itself, or with underscores behind it. */
export function freeName(name: string, isFree: (name: string) => boolean): string {
  let candidate = name;
  while (!isFree(candidate)) candidate += "_";
  return candidate;
}
