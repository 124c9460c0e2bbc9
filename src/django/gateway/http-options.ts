import type { ServerOptions } from "node:http";

/** Node's 16 KB is less than what uvicorn and gunicorn take and give. */
export const MAX_HEADER_SIZE = 64 * 1024;

/**
 * Options of a node:http server that hands requests on as they came: what Django accepts, and Node by default
 * refuses or changes, goes through.
 */
export const RAW_SERVER_OPTIONS: ServerOptions = {
  /** HTTP/1.1 without Host is Django's to refuse. */
  requireHostHeader: false,
  /** Uploads may take longer than Node's five minutes. */
  requestTimeout: 0,
  /** Heads may not: said here, because Node takes the smaller of its minute and `requestTimeout`, which is none. */
  headersTimeout: 60_000,
  maxHeaderSize: MAX_HEADER_SIZE,
};
