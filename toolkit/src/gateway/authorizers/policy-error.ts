/** The error for a policy that the local gateway cannot evaluate or that IAM would reject. */
export class PolicyError extends Error {}
