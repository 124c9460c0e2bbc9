import type { PolicyConfiguration } from "../settings.ts";
import type { Header, MakePart } from "./part.ts";

/** `django.utils.csp.CSP.NONCE`: stands for the nonce of the response. */
const NONCE = "<CSP_NONCE_SENTINEL>";

/**
 * `django.middleware.csp.ContentSecurityPolicyMiddleware`. The policies are the same for every response: a nonce is in
 * one only where a template asked for it, and such a page comes from Python with its policy
 * (`django_fastapi/worker/templates.py`).
 */
export const contentSecurityPolicy: MakePart = ({ SECURE_CSP, SECURE_CSP_REPORT_ONLY }) => {
  const headers: Header[] = [];
  if (hasDirectives(SECURE_CSP)) headers.push(["content-security-policy", policyOf(SECURE_CSP)]);
  if (hasDirectives(SECURE_CSP_REPORT_ONLY))
    headers.push(["content-security-policy-report-only", policyOf(SECURE_CSP_REPORT_ONLY)]);
  return { headers };
};

function hasDirectives(configuration: PolicyConfiguration): boolean {
  return Object.keys(configuration).length > 0;
}

/** `django.utils.csp.build_policy`, without a nonce. */
function policyOf(configuration: PolicyConfiguration): string {
  const directives: string[] = [];
  for (const [directive, given] of Object.entries(configuration)) {
    if (given === null || given === false) continue;
    if (given === true) {
      directives.push(directive);
      continue;
    }
    const values = (typeof given === "string" ? [given] : given).filter((value) => value !== NONCE);
    if (values.length > 0) directives.push(`${directive} ${values.join(" ")}`.trimEnd());
  }
  return directives.join("; ");
}
