/** The service that a command asks cannot be used, or refuses: there is no answer. */
export class ServiceFailure extends Error {
  override readonly name = "ServiceFailure";
}

/** By its name, for another bundle of the built command has another class. */
export function isServiceFailure(error: unknown): error is ServiceFailure {
  return error instanceof Error && error.name === "ServiceFailure";
}
