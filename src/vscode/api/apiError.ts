/** What a caller of the API is told: `code` for code, the message for its developer. */
export class ApiError extends Error {
  override readonly name = 'TallyboardError';
  readonly code: 'invalid' | 'notInstalled' | 'rateLimited';

  constructor(code: ApiError['code'], message: string) {
    super(`Tallyboard: ${message}`);
    this.code = code;
  }
}
