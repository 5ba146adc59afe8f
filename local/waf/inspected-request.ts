/** What the rules of a web ACL look at. */
export interface InspectedRequest {
  readonly method: string;
  /** As sent, percent-encoded; API Gateway's begins with the stage. */
  readonly path: string;
  /** As sent, without the question mark. */
  readonly query: string;
  /** By name in lower case; several values are one text with commas. */
  readonly header: (name: string) => string | undefined;
  readonly clientIp: string;
}
