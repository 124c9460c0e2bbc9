// Models and functions of shop, written by `django-fastapi generate`. Edits here are lost: change the models in Python.
// django-fastapi digest bbb4f714f6be6e72

import { pythonFunction } from "django-fastapi-bridge";
import { model } from "django-fastapi-bridge/orm";
import type {
  BigAutoField,
  CharField,
  DateField,
  DateTime,
  DecimalField,
  Instance,
  InstanceRef,
  Manager,
  ModelType,
} from "django-fastapi-bridge/orm";

/** Product: table shop_product. */
export const Product = model<ProductModel>("shop.Product");
export type Product = Instance<ProductModel>;
export interface ProductModel extends ModelType {
  label: "shop.Product";
  pk: "id";
  fields: {
    id: BigAutoField;
    name: CharField;
    price: DecimalField;
    since: DateField | null;
  };
  managers: { objects: Manager<ProductModel> };
  required: "name" | "price";
  readOnly: "id";
}

/** Python's shop.functions.Size. */
export type Size = "s" | "l";

/** Python's shop.functions.Line, as it is passed. */
export interface LineInput {
  product: string;
  price: string | number;
  parts?: readonly LineInput[] | undefined;
}

/** Python's shop.functions.Line. */
export interface Line {
  product: string;
  price: string;
  parts: Line[];
}

/** Python's shop.functions.Address, as it is passed. */
export interface AddressInput {
  street: string;
  since?: Date | string | null | undefined;
}

/** Python's shop.functions.Address. */
export interface Address {
  street: string;
  since: DateTime | null;
}

/** Python's shop.functions.Movie. */
export interface Movie {
  title?: string;
  released?: string;
}

/** Python functions of shop, exposed by `@django_fastapi.expose`. */
export const functions = {
  choices: pythonFunction<[mode: "fast" | "slow", size: Size], Size>("shop.functions.choices", "mode, size"),
  containers: pythonFunction<
    [values: readonly (string | number)[], by_name: Readonly<Record<string, number>>],
    Record<string, string[]>
  >("shop.functions.containers", "values, by_name"),
  data_class: pythonFunction<[line: LineInput], Line>("shop.functions.data_class", "line"),
  decimal: pythonFunction<[value: string | number], string>("shop.functions.decimal", "value"),
  die: pythonFunction<[], null>("shop.functions.die", ""),
  fail: pythonFunction<[kind: "own" | "validation" | "missing"], null>("shop.functions.fail", "kind"),
  huge: pythonFunction<[], number>("shop.functions.huge", ""),
  identifier: pythonFunction<[value: string], string>("shop.functions.identifier", "value"),
  instance: pythonFunction<[product: InstanceRef<"shop.Product">], Instance<ProductModel>>(
    "shop.functions.instance",
    "product",
  ),
  later: pythonFunction<[seconds?: number | undefined], number>("shop.functions.later", "seconds"),
  make_product: pythonFunction<
    [name: string, price?: string | number | undefined, options?: { fail?: boolean | undefined }],
    Instance<ProductModel>
  >("shop.functions.make_product", "name, price, *, fail"),
  moments: pythonFunction<
    [a: Date | string, b: string, c: string, d: string],
    [DateTime, string, string, string]
  >("shop.functions.moments", "a, b, c, d"),
  named_tuple: pythonFunction<[point: readonly [x: number, y: number]], [x: number, y: number]>(
    "shop.functions.named_tuple",
    "point",
  ),
  noisy: pythonFunction<[], string>("shop.functions.noisy", ""),
  /** Does nothing. */
  noop: pythonFunction<[], null>("shop.functions.noop", ""),
  optional: pythonFunction<[value?: string | number | null | undefined], string | null>(
    "shop.functions.optional",
    "value",
  ),
  pages: pythonFunction<[], number[]>("shop.functions.pages", ""),
  places: pythonFunction<
    [first: number, second: string | undefined, ...rest: number[], options: { flag?: boolean | undefined }],
    string
  >("shop.functions.places", "first, /, second, *rest, flag"),
  primitives: pythonFunction<
    [a: boolean, b: number, c: number, d: string, e: Uint8Array],
    [boolean, number, number, string, Uint8Array]
  >("shop.functions.primitives", "a, b, c, d, e"),
  pydantic_model: pythonFunction<[address: AddressInput], Address>(
    "shop.functions.pydantic_model",
    "address",
  ),
  queryset: pythonFunction<[products: unknown], string[]>("shop.functions.queryset", "products"),
  renamed: pythonFunction<[options: { total: number; note?: string | undefined }], number>(
    "renamed",
    "*, total, note",
  ),
  sleep: pythonFunction<[seconds: number], number>("shop.functions.sleep", "seconds"),
  typed_dict: pythonFunction<[movie: Movie], Movie>("shop.functions.typed_dict", "movie"),
  unannotated: pythonFunction<[value?: unknown], unknown>("shop.functions.unannotated", "value"),
};
