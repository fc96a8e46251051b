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
