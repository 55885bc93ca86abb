/** Asks Loggia's API. */
import { parseJson } from './values.js';

export class ApiError extends Error {
  constructor(status, message, position) {
    super(message);
    this.status = status;
    this.position = position;
  }
}

export async function ask(path, params, signal) {
  let response;
  try {
    response = await fetch(`/api/${path}?${params}`, { signal });
  } catch (e) {
    if (e.name === 'AbortError') throw e;
    throw new ApiError(0, 'Loggia does not answer. Is it still running?', 0);
  }
  if (response.status === 414) throw new ApiError(414, 'The query is too long; with its filters it must fit into 4,000 characters.', 0);
  const text = await response.text();
  let body;
  try {
    body = parseJson(text);
  } catch {
    throw new ApiError(response.status, `An answer with status ${response.status} that is not JSON.`, 0);
  }
  if (!response.ok) {
    throw new ApiError(response.status, body.error?.message ?? 'unknown error', body.error?.position ?? 0);
  }
  return body;
}
