// Why a job ends without another try: nothing but a person can mend it. One line, as it is kept with the job.

export class JobFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = "JobFailure";
  }
}
