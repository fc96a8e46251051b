/** The model as logged without the vendor that VS Code puts before it. */
export function modelOf(logged: string | undefined): string {
  return logged?.replace(/^copilot\//, '') || 'unknown';
}

/** Whether an OpenTelemetry span id is a real one (64 random bits), so that it is the same span in every store. */
function isSpanId(id: string): boolean {
  return /^[0-9a-f]{16}$/i.test(id);
}

/** Identity of a span: by itself if it is a real id, else within its session. */
export function spanKey(spanId: string, within: string): string {
  return isSpanId(spanId) ? `span:${spanId.toLowerCase()}` : `span:${within}/${spanId}`;
}

/**
 * Identity of a provider's response, in every store of one tool. Some local servers draw their ids from a thousand
 * (`chatcmpl-517`, Ollama): such an id means something only together with its trace or session.
 */
export function responseKey(responseId: string, within: string): string {
  return isShortId(responseId) ? `response:${within}/${responseId}` : `response:${responseId}`;
}

export function isShortId(id: string): boolean {
  return /^[a-z]*[-_]?\d{0,6}$/i.test(id);
}
