// Where an object is: an account with its project and region. Data, compared by its key and never read back from text.

export interface Place {
  readonly account: string;
  readonly project?: string;
  readonly region?: string;
}

/** For people: `gcore account 1, project 77, region 76`. A project that is the account itself is said once. */
export function describePlace(vendor: string, { account, project, region }: Place): string {
  return [
    project === account ? `${vendor} project ${account}` : `${vendor} account ${account}`,
    ...(project === undefined || project === account || project === "" ? [] : [`project ${project}`]),
    ...(region === undefined || region === "" ? [] : [`region ${region}`]),
  ].join(", ");
}
