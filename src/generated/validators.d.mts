// Generated from schemas/ by scripts/generate.mjs. Do not edit: change the schema and run `npm run generate`.
export interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly propertyName?: string;
}
export interface Validator {
  (data: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}
export declare const VALIDATORS: Readonly<Record<string, Validator>>;
