// Models of catalog, written by `django-fastapi generate`. Edits here are lost: change the models in Python.
// django-fastapi digest 3c1f7363999919f3

import { model } from "django-fastapi-bridge/orm";
import type {
  BigAutoField,
  BigIntegerField,
  BinaryField,
  BooleanField,
  CharField,
  CustomField,
  DateField,
  DateTimeField,
  DecimalField,
  DurationField,
  EmailField,
  FileField,
  FloatField,
  ForeignKey,
  GenericForeignKey,
  GenericRelation,
  Instance,
  IntegerField,
  JSONField,
  Manager,
  ManyRelatedManager,
  ManyToMany,
  ModelType,
  OneToOne,
  PositiveBigIntegerField,
  PositiveIntegerField,
  PositiveSmallIntegerField,
  RelatedManager,
  ReverseForeignKey,
  ReverseManyToMany,
  ReverseOneToOne,
  SlugField,
  TextField,
  TimeField,
  URLField,
  UUIDField,
} from "django-fastapi-bridge/orm";
import type { UserModel } from "./accounts.ts";
import type { ContentTypeModel } from "./contenttypes.ts";
import type { OrderItemModel, OrderModel } from "./orders.ts";

/** Country: table catalog_country. */
export const Country = model<CountryModel>("catalog.Country");
export type Country = Instance<CountryModel>;
export interface CountryModel extends ModelType {
  label: "catalog.Country";
  pk: "code";
  fields: {
    code: CharField;
    name: CharField;
  };
  managers: { objects: Manager<CountryModel> };
  required: "code" | "name";
}

/** Publisher: table catalog_publisher. */
export const Publisher = model<PublisherModel>("catalog.Publisher");
export type Publisher = Instance<PublisherModel>;
export interface PublisherModel extends ModelType {
  label: "catalog.Publisher";
  pk: "id";
  fields: {
    id: BigAutoField;
    name: CharField;
    country_id: CountryModel["fields"]["code"] | null;
    founded: PositiveSmallIntegerField | null;
    website: URLField;
    email: EmailField;
  };
  relations: {
    country: ForeignKey<CountryModel> | null;
    book: ReverseForeignKey<BookModel>;
  };
  accessors: { books: RelatedManager<BookModel> };
  managers: { objects: Manager<PublisherModel> };
  required: "name";
  readOnly: "id";
}

/** Author: table catalog_author. */
export const Author = model<AuthorModel>("catalog.Author");
export type Author = Instance<AuthorModel>;
export interface AuthorModel extends ModelType {
  label: "catalog.Author";
  pk: "id";
  fields: {
    id: BigAutoField;
    name: CharField;
    born: DateField | null;
    died: DateField | null;
    biography: TextField;
    mentor_id: AuthorModel["fields"]["id"] | null;
  };
  relations: {
    mentor: ForeignKey<AuthorModel> | null;
    influences: ManyToMany<AuthorModel>;
    notes: GenericRelation<NoteModel>;
    student: ReverseForeignKey<AuthorModel>;
    influenced: ReverseManyToMany<AuthorModel>;
    profile: ReverseOneToOne<AuthorProfileModel> | null;
    book: ReverseForeignKey<BookModel>;
    contributed_books: ReverseManyToMany<BookModel>;
    contributions: ReverseForeignKey<ContributionModel>;
  };
  accessors: {
    influences: ManyRelatedManager<AuthorModel>;
    notes: RelatedManager<NoteModel>;
    students: RelatedManager<AuthorModel>;
    influenced: ManyRelatedManager<AuthorModel>;
    books: RelatedManager<BookModel>;
    contributed_books: ManyRelatedManager<BookModel>;
    contributions: RelatedManager<ContributionModel>;
  };
  managers: { objects: Manager<AuthorModel> };
  required: "name";
  readOnly: "id";
}

/** Author profile: table catalog_authorprofile. */
export const AuthorProfile = model<AuthorProfileModel>("catalog.AuthorProfile");
export type AuthorProfile = Instance<AuthorProfileModel>;
export interface AuthorProfileModel extends ModelType {
  label: "catalog.AuthorProfile";
  pk: "author_id";
  fields: {
    author_id: AuthorModel["fields"]["id"];
    homepage: URLField;
    /** `catalog.fields.CommaListField`: raw until its type is registered. */
    languages: CustomField<"catalog.fields.CommaListField">;
    office_hour: TimeField | null;
    public: BooleanField | null;
  };
  relations: { author: OneToOne<AuthorModel> };
  managers: { objects: Manager<AuthorProfileModel> };
  required: "author_id";
}

/** Tag: table catalog_tag. */
export const Tag = model<TagModel>("catalog.Tag");
export type Tag = Instance<TagModel>;
export interface TagModel extends ModelType {
  label: "catalog.Tag";
  pk: "id";
  fields: {
    id: BigAutoField;
    name: CharField;
    slug: SlugField;
  };
  relations: {
    related: ManyToMany<TagModel>;
    books: ReverseManyToMany<BookModel>;
  };
  accessors: {
    related: ManyRelatedManager<TagModel>;
    books: ManyRelatedManager<BookModel>;
  };
  managers: { objects: Manager<TagModel> };
  required: "name" | "slug";
  readOnly: "id";
}

/** Series: table book_series. */
export const Series = model<SeriesModel>("catalog.Series");
export type Series = Instance<SeriesModel>;
export interface SeriesModel extends ModelType {
  label: "catalog.Series";
  pk: "id";
  fields: {
    id: BigAutoField;
    name: CharField;
  };
  relations: { books: ReverseForeignKey<BookModel> };
  accessors: { books: RelatedManager<BookModel> };
  managers: { objects: Manager<SeriesModel> };
  required: "name";
  readOnly: "id";
}

/** Note: table catalog_note. */
export const Note = model<NoteModel>("catalog.Note");
export type Note = Instance<NoteModel>;
export interface NoteModel extends ModelType {
  label: "catalog.Note";
  pk: "id";
  fields: {
    id: BigAutoField;
    content_type_id: ContentTypeModel["fields"]["id"];
    object_id: PositiveBigIntegerField;
    text: TextField;
  };
  relations: {
    content_type: ForeignKey<ContentTypeModel>;
    book: ReverseForeignKey<BookModel>;
  };
  accessors: { subject: GenericForeignKey };
  managers: { objects: Manager<NoteModel> };
  required: "content_type_id" | "object_id" | "text";
  readOnly: "id";
}

/** Book: table catalog_book. */
export const Book = model<BookModel>("catalog.Book");
export type Book = Instance<BookModel>;
export interface BookModel extends ModelType {
  label: "catalog.Book";
  pk: "id";
  fields: {
    id: BigAutoField;
    title: CharField;
    slug: SlugField;
    subtitle: CharField;
    isbn: CharField | null;
    uuid: UUIDField;
    author_id: AuthorModel["fields"]["id"];
    publisher_id: PublisherModel["fields"]["id"] | null;
    series_id: SeriesModel["fields"]["id"] | null;
    /** "audio": Audio book */
    format: CharField<"hardcover" | "paperback" | "ebook" | "audio">;
    published: DateField | null;
    available_from: DateTimeField | null;
    price: DecimalField;
    advance: DecimalField | null;
    in_print: BooleanField;
    stock: IntegerField;
    total_sold: BigIntegerField;
    rating: FloatField | null;
    pages: PositiveIntegerField | null;
    listening_time: DurationField | null;
    cover: FileField;
    cover_digest: BinaryField | null;
    metadata: JSONField;
    created: DateTimeField;
    updated: DateTimeField;
    deleted_at: DateTimeField | null;
  };
  relations: {
    author: ForeignKey<AuthorModel>;
    publisher: ForeignKey<PublisherModel> | null;
    series: ForeignKey<SeriesModel> | null;
    contributors: ManyToMany<AuthorModel>;
    tags: ManyToMany<TagModel>;
    notes: GenericRelation<NoteModel>;
    contributions: ReverseForeignKey<ContributionModel>;
    review: ReverseForeignKey<ReviewModel>;
    ebook: ReverseOneToOne<EBookModel> | null;
    orders: ReverseManyToMany<OrderModel>;
    order_item: ReverseForeignKey<OrderItemModel>;
  };
  accessors: {
    contributors: ManyRelatedManager<AuthorModel>;
    tags: ManyRelatedManager<TagModel>;
    notes: RelatedManager<NoteModel>;
    contributions: RelatedManager<ContributionModel>;
    reviews: RelatedManager<ReviewModel>;
    orders: ManyRelatedManager<OrderModel>;
    order_items: RelatedManager<OrderItemModel>;
  };
  managers: {
    objects: Manager<BookModel>;
    all_objects: Manager<BookModel>;
    /** Its queries run in Python: get_queryset() calls django.utils.timezone.localdate(). */
    recent: Manager<BookModel>;
  };
  required: "title" | "slug" | "author_id" | "price";
  readOnly: "id" | "uuid" | "cover_digest" | "created" | "updated" | "deleted_at";
}

/** Contribution: table catalog_contribution. */
export const Contribution = model<ContributionModel>("catalog.Contribution");
export type Contribution = Instance<ContributionModel>;
export interface ContributionModel extends ModelType {
  label: "catalog.Contribution";
  pk: "id";
  fields: {
    id: BigAutoField;
    book_id: BookModel["fields"]["id"];
    author_id: AuthorModel["fields"]["id"];
    /** 1: Co Author, 2: Editor, 3: Translator, 4: Illustrator */
    role: PositiveSmallIntegerField<1 | 2 | 3 | 4>;
    share: DecimalField;
  };
  relations: {
    book: ForeignKey<BookModel>;
    author: ForeignKey<AuthorModel>;
  };
  managers: { objects: Manager<ContributionModel> };
  required: "book_id" | "author_id";
  readOnly: "id";
}

/** Review: table catalog_review. */
export const Review = model<ReviewModel>("catalog.Review");
export type Review = Instance<ReviewModel>;
export interface ReviewModel extends ModelType {
  label: "catalog.Review";
  pk: "id";
  fields: {
    id: BigAutoField;
    book_id: BookModel["fields"]["id"];
    reviewer_id: UserModel["fields"]["id"];
    stars: PositiveSmallIntegerField;
    text: TextField;
    written_at: DateTimeField;
  };
  relations: {
    book: ForeignKey<BookModel>;
    reviewer: ForeignKey<UserModel>;
  };
  managers: { objects: Manager<ReviewModel> };
  required: "book_id" | "reviewer_id" | "stars";
  readOnly: "id";
}

/** Bestseller: proxy of catalog.Book. */
export const Bestseller = model<BestsellerModel>("catalog.Bestseller");
export type Bestseller = Instance<BestsellerModel>;
export interface BestsellerModel extends ModelType {
  label: "catalog.Bestseller";
  parents: "catalog.Book";
  pk: "id";
  fields: {
    id: BigAutoField;
    title: CharField;
    slug: SlugField;
    subtitle: CharField;
    isbn: CharField | null;
    uuid: UUIDField;
    author_id: AuthorModel["fields"]["id"];
    publisher_id: PublisherModel["fields"]["id"] | null;
    series_id: SeriesModel["fields"]["id"] | null;
    /** "audio": Audio book */
    format: CharField<"hardcover" | "paperback" | "ebook" | "audio">;
    published: DateField | null;
    available_from: DateTimeField | null;
    price: DecimalField;
    advance: DecimalField | null;
    in_print: BooleanField;
    stock: IntegerField;
    total_sold: BigIntegerField;
    rating: FloatField | null;
    pages: PositiveIntegerField | null;
    listening_time: DurationField | null;
    cover: FileField;
    cover_digest: BinaryField | null;
    metadata: JSONField;
    created: DateTimeField;
    updated: DateTimeField;
    deleted_at: DateTimeField | null;
  };
  relations: {
    author: ForeignKey<AuthorModel>;
    publisher: ForeignKey<PublisherModel> | null;
    series: ForeignKey<SeriesModel> | null;
    contributors: ManyToMany<AuthorModel>;
    tags: ManyToMany<TagModel>;
    notes: GenericRelation<NoteModel>;
    contributions: ReverseForeignKey<ContributionModel>;
    review: ReverseForeignKey<ReviewModel>;
    ebook: ReverseOneToOne<EBookModel> | null;
    orders: ReverseManyToMany<OrderModel>;
    order_item: ReverseForeignKey<OrderItemModel>;
  };
  accessors: {
    contributors: ManyRelatedManager<AuthorModel>;
    tags: ManyRelatedManager<TagModel>;
    notes: RelatedManager<NoteModel>;
    contributions: RelatedManager<ContributionModel>;
    reviews: RelatedManager<ReviewModel>;
    orders: ManyRelatedManager<OrderModel>;
    order_items: RelatedManager<OrderItemModel>;
  };
  managers: {
    objects: Manager<BestsellerModel>;
    all_objects: Manager<BestsellerModel>;
    /** Its queries run in Python: get_queryset() calls django.utils.timezone.localdate(). */
    recent: Manager<BestsellerModel>;
  };
  required: "title" | "slug" | "author_id" | "price";
  readOnly: "id" | "uuid" | "cover_digest" | "created" | "updated" | "deleted_at";
}

/** E-book: table catalog_ebook. */
export const EBook = model<EBookModel>("catalog.EBook");
export type EBook = Instance<EBookModel>;
export interface EBookModel extends ModelType {
  label: "catalog.EBook";
  parents: "catalog.Book";
  pk: "book_ptr_id";
  fields: {
    id: BigAutoField;
    title: CharField;
    slug: SlugField;
    subtitle: CharField;
    isbn: CharField | null;
    uuid: UUIDField;
    author_id: AuthorModel["fields"]["id"];
    publisher_id: PublisherModel["fields"]["id"] | null;
    series_id: SeriesModel["fields"]["id"] | null;
    /** "audio": Audio book */
    format: CharField<"hardcover" | "paperback" | "ebook" | "audio">;
    published: DateField | null;
    available_from: DateTimeField | null;
    price: DecimalField;
    advance: DecimalField | null;
    in_print: BooleanField;
    stock: IntegerField;
    total_sold: BigIntegerField;
    rating: FloatField | null;
    pages: PositiveIntegerField | null;
    listening_time: DurationField | null;
    cover: FileField;
    cover_digest: BinaryField | null;
    metadata: JSONField;
    created: DateTimeField;
    updated: DateTimeField;
    deleted_at: DateTimeField | null;
    book_ptr_id: BookModel["fields"]["id"];
    /** Bytes. */
    file_size: BigIntegerField;
    download_url: URLField;
    drm_free: BooleanField;
  };
  relations: {
    author: ForeignKey<AuthorModel>;
    publisher: ForeignKey<PublisherModel> | null;
    series: ForeignKey<SeriesModel> | null;
    book_ptr: OneToOne<BookModel>;
    contributors: ManyToMany<AuthorModel>;
    tags: ManyToMany<TagModel>;
    notes: GenericRelation<NoteModel>;
    contributions: ReverseForeignKey<ContributionModel>;
    review: ReverseForeignKey<ReviewModel>;
    orders: ReverseManyToMany<OrderModel>;
    order_item: ReverseForeignKey<OrderItemModel>;
  };
  accessors: {
    contributors: ManyRelatedManager<AuthorModel>;
    tags: ManyRelatedManager<TagModel>;
    notes: RelatedManager<NoteModel>;
    contributions: RelatedManager<ContributionModel>;
    reviews: RelatedManager<ReviewModel>;
    orders: ManyRelatedManager<OrderModel>;
    order_items: RelatedManager<OrderItemModel>;
  };
  managers: {
    objects: Manager<EBookModel>;
    all_objects: Manager<EBookModel>;
    /** Its queries run in Python: get_queryset() calls django.utils.timezone.localdate(). */
    recent: Manager<EBookModel>;
  };
  required: "title" | "slug" | "author_id" | "price" | "file_size";
  readOnly: "id" | "uuid" | "cover_digest" | "created" | "updated" | "deleted_at" | "book_ptr_id";
}

// Tables of many-to-many fields.

/** From_author-to_author relationship: table catalog_author_influences. */
export const Author_influences = model<Author_influencesModel>("catalog.Author_influences");
export type Author_influences = Instance<Author_influencesModel>;
export interface Author_influencesModel extends ModelType {
  label: "catalog.Author_influences";
  pk: "id";
  fields: {
    id: BigAutoField;
    from_author_id: AuthorModel["fields"]["id"];
    to_author_id: AuthorModel["fields"]["id"];
  };
  relations: {
    from_author: ForeignKey<AuthorModel>;
    to_author: ForeignKey<AuthorModel>;
  };
  managers: { objects: Manager<Author_influencesModel> };
  required: "from_author_id" | "to_author_id";
  readOnly: "id";
}

/** From_tag-to_tag relationship: table catalog_tag_related. */
export const Tag_related = model<Tag_relatedModel>("catalog.Tag_related");
export type Tag_related = Instance<Tag_relatedModel>;
export interface Tag_relatedModel extends ModelType {
  label: "catalog.Tag_related";
  pk: "id";
  fields: {
    id: BigAutoField;
    from_tag_id: TagModel["fields"]["id"];
    to_tag_id: TagModel["fields"]["id"];
  };
  relations: {
    from_tag: ForeignKey<TagModel>;
    to_tag: ForeignKey<TagModel>;
  };
  managers: { objects: Manager<Tag_relatedModel> };
  required: "from_tag_id" | "to_tag_id";
  readOnly: "id";
}

/** Book-tag relationship: table catalog_book_tags. */
export const Book_tags = model<Book_tagsModel>("catalog.Book_tags");
export type Book_tags = Instance<Book_tagsModel>;
export interface Book_tagsModel extends ModelType {
  label: "catalog.Book_tags";
  pk: "id";
  fields: {
    id: BigAutoField;
    book_id: BookModel["fields"]["id"];
    tag_id: TagModel["fields"]["id"];
  };
  relations: {
    book: ForeignKey<BookModel>;
    tag: ForeignKey<TagModel>;
  };
  managers: { objects: Manager<Book_tagsModel> };
  required: "book_id" | "tag_id";
  readOnly: "id";
}
