import { same } from "../case.ts";

type Loose = Record<string, (...args: unknown[]) => Loose> & PromiseLike<unknown>;

/** Mistakes that TypeScript refuses already: what they say at run time must be what Django says. */
export const errors = [
  same("list(Book.objects.filter(titel='x'))", ({ Book }) => loose(Book.objects).filter?.({ titel: "x" })),
  same("list(Book.objects.filter(author__nam='x'))", ({ Book }) =>
    loose(Book.objects).filter?.({ author__nam: "x" }),
  ),
  same("list(Book.objects.filter(title__nope='x'))", ({ Book }) =>
    loose(Book.objects).filter?.({ title__nope: "x" }),
  ),
  same("list(Book.objects.filter(stock__year__nope=1))", ({ Book }) =>
    loose(Book.objects).filter?.({ stock__year__nope: 1 }),
  ),
  same("list(Book.objects.order_by('nope'))", ({ Book }) => loose(Book.objects).orderBy?.("nope")),
  same("list(Book.objects.order_by('author__nope'))", ({ Book }) =>
    loose(Book.objects).orderBy?.("author__nope"),
  ),
  same("list(Book.objects.values('nope'))", ({ Book }) => loose(Book.objects).values?.("nope")),
  same("list(Book.objects.values_list('author__nope'))", ({ Book }) =>
    loose(Book.objects).valuesList?.("author__nope"),
  ),
  same("list(Book.objects.select_related('nope'))", ({ Book }) =>
    loose(Book.objects).selectRelated?.("nope"),
  ),
  same("list(Book.objects.select_related('title'))", ({ Book }) =>
    loose(Book.objects).selectRelated?.("title"),
  ),
  same("list(Book.objects.select_related('tags'))", ({ Book }) =>
    loose(Book.objects).selectRelated?.("tags"),
  ),
  same("list(Book.objects.only('nope'))", ({ Book }) => loose(Book.objects).only?.("nope")),
];

function loose(manager: object): Loose {
  return manager as Loose;
}
