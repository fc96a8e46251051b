/**
 * A command cannot do it as things are, and its words say what a person can do: no fault, so nothing for Diagnose. It is known by its name, as
 * each bundle has a copy of the class.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

export function isRefusal(error: unknown): error is Error {
  return error instanceof Error && error.name === 'Refusal';
}
