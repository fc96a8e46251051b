/** Something only the person (or the CI image) can provide; the message is one sentence with the one command to run. */
export class MissingPrerequisite extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = 'MissingPrerequisite';
  }
}
