import type { IVpc } from 'aws-cdk-lib/aws-ec2';

/** The load balancer of a listener made in this app; an imported listener knows none. */
export function loadBalancerOf(listener: object): { readonly vpc?: IVpc } | undefined {
  return (listener as { readonly loadBalancer?: { readonly vpc?: IVpc } }).loadBalancer;
}
