/** What somebody proves to be a user by: `username` and `password`, or what a backend of the project asks for. */
export type Credentials = Readonly<Record<string, unknown>>;
