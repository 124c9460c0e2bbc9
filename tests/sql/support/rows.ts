/** What is in the library's tables: titles with wildcards, NULLs, ties, books without tags and reviews. */
export const ROWS: Readonly<
  Record<string, readonly Readonly<Record<string, string | number | boolean | null>>[]>
> = {
  "contenttypes.ContentType": [
    { id: 7, app_label: "library", model: "author" },
    { id: 8, app_label: "library", model: "book" },
  ],
  "library.Country": [
    { code: "DE", name: "Germany" },
    { code: "US", name: "United States" },
  ],
  "library.Publisher": [
    { id: 1, name: "Ace", country_id: "US" },
    { id: 2, name: "Hanser", country_id: "DE" },
    { id: 3, name: "Nowhere", country_id: null },
  ],
  "library.Author": [
    { id: 1, name: "Ursula K. Le Guin", born: "1929-10-21", mentor_id: null },
    { id: 2, name: "Stanisław Lem", born: "1921-09-12", mentor_id: null },
    { id: 3, name: "Anon", born: null, mentor_id: 1 },
  ],
  "library.Profile": [{ author_id: 1, homepage: "https://ursula.example", public: true }],
  "library.Tag": [
    { id: 1, name: "fantasy" },
    { id: 2, name: "science fiction" },
    { id: 3, name: "unused" },
  ],
  "library.Book": [
    book(1, "The Dispossessed", 1, 1, {
      stock: 5,
      sold: 3,
      isbn: "9780060125639",
      published: "1974-05-01",
      added: "2024-02-29 23:30:00.123456",
    }),
    book(2, "A Wizard of Earthsea", 1, null, { stock: 0, sold: 9, in_print: false, published: "1968-11-01" }),
    book(3, "Solaris", 2, 2, {
      stock: 7,
      sold: 7,
      price: "12.50",
      imprint_name: "Ace",
      isbn: "9780156027601",
      published: "1961-06-20",
    }),
    book(4, "100%_\\ pure", 3, 2, { stock: 1, sold: 2, price: "0.99" }),
    book(5, "solaris", 3, 3, { stock: 2, sold: 2, uuid: "c0ffee00-0000-4000-8000-000000000001" }),
  ],
  "library.BookTag": [
    { id: 1, book_id: 1, tag_id: 2 },
    { id: 2, book_id: 2, tag_id: 1 },
    { id: 3, book_id: 3, tag_id: 2 },
    { id: 4, book_id: 4, tag_id: 1 },
    { id: 5, book_id: 4, tag_id: 2 },
  ],
  "library.Note": [
    { id: 1, content_type_id: 8, object_id: 1, text: "read again" },
    { id: 2, content_type_id: 7, object_id: 2, text: "about the author" },
  ],
  "library.EBook": [{ book_ptr_id: 3, file_size: 4096 }],
  "library.Review": [
    { id: 1, book_id: 1, stars: 5, text: "" },
    { id: 2, book_id: 1, stars: 4, text: "long" },
    { id: 3, book_id: 3, stars: 5, text: "the ocean" },
  ],
};

function book(
  id: number,
  title: string,
  author: number,
  publisher: number | null,
  more: Readonly<Record<string, string | number | boolean | null>>,
): Readonly<Record<string, string | number | boolean | null>> {
  return {
    id,
    title,
    author_id: author,
    publisher_id: publisher,
    isbn: null,
    imprint_name: null,
    price: "9.99",
    stock: 0,
    sold: 0,
    in_print: true,
    uuid: null,
    published: null,
    added: null,
    metadata: null,
    ...more,
  };
}
