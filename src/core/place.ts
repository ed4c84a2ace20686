// Where an object is: an account with its project and region. Data, compared by its key and never read back from text.

export interface Place {
  readonly account: string;
  readonly project?: string;
  readonly region?: string;
}
