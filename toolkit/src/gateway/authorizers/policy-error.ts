/** A policy that cannot be evaluated here, or that IAM would reject. */
export class PolicyError extends Error {}
