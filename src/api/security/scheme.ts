/** OpenAPI's security scheme objects. */
export type SecurityScheme =
  | {
      readonly type: "apiKey";
      readonly in: "query" | "header" | "cookie";
      readonly name: string;
      readonly description?: string;
    }
  | {
      readonly type: "http";
      readonly scheme: string;
      readonly bearerFormat?: string;
      readonly description?: string;
    }
  | { readonly type: "oauth2"; readonly flows: OAuth2Flows; readonly description?: string }
  | { readonly type: "openIdConnect"; readonly openIdConnectUrl: string; readonly description?: string };

export interface OAuth2Flow {
  readonly scopes: Readonly<Record<string, string>>;
  readonly refreshUrl?: string;
  readonly authorizationUrl?: string;
  readonly tokenUrl?: string;
}

export interface OAuth2Flows {
  readonly implicit?: OAuth2Flow;
  readonly password?: OAuth2Flow;
  readonly clientCredentials?: OAuth2Flow;
  readonly authorizationCode?: OAuth2Flow;
}

/** A scheme under its name in the document's `securitySchemes`, and the scopes that are asked of it. */
export interface SecurityRequirement {
  readonly name: string;
  readonly scheme: SecurityScheme;
  readonly scopes: readonly string[];
  /** True where the operation also serves who is not authenticated (OpenAPI: an alternative without the scheme). */
  readonly optional?: boolean;
  /** Schemes of which one is enough instead of this one. */
  readonly alternatives?: readonly SecurityRequirement[];
}
