/** Any JSON value. In places that can contain values of a template, an object can also be an `Unresolved`. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A value that is known now, or known only at deployment. */
export type Known<T> = T | Unresolved;

/** A string that is known now, or known only at deployment. */
export type Text = Known<string>;

/** A value that is known only at deployment. `isUnresolved` detects it. */
export interface Unresolved {
  /**
   * The value for people, such as `<Orders.Arn>` or `https://<Api>.execute-api.<AWS::Region>.<AWS::URLSuffix>`.
   * Constructs are named by their path without the stack.
   */
  unresolved: string;
  /**
   * The value in parts, in order: literal text and references. References to other stacks (exports, stack outputs,
   * parameters of nested stacks) already name the resource that produces them. A value that is not text (a list, an
   * object) has a single part.
   */
  parts: Part[];
  /** The value in the template, with the logical IDs of the stack in the element's `source`. */
  raw: Json;
}

/**
 * A part of an unresolved value. Each reference has its text for people, such as `<Orders.Arn>`; all texts joined are
 * `unresolved`.
 */
export type Part =
  | string
  | ResourceReference
  | PseudoParameterReference
  | ParameterReference
  | ImportReference
  | ConditionalReference
  | DynamicReference
  | IntrinsicReference;

/** The `Ref` or an attribute of a resource of the app. */
export interface ResourceReference {
  kind: 'resource';
  /** The text of the reference in reports. */
  text: string;
  /**
   * The ID of the resource. It is the `id` of an element if the model contains the resource, such as an API or a
   * function.
   */
  id: string;
  /** The attribute of `Fn::GetAtt`, such as `Arn`. Absent for `Ref`. */
  attribute?: string;
  /** The CloudFormation type, such as `AWS::Lambda::Function`. */
  type: string;
  /** The construct path, if the template has path metadata. */
  construct?: string;
  /** The name that the template sets for the resource (such as `QueueName`), if it is known. */
  physicalName?: string;
}

/** A pseudo parameter whose value the assembly does not contain. */
export interface PseudoParameterReference {
  kind: 'pseudo';
  /** The text of the reference in reports. */
  text: string;
  /** The name of the pseudo parameter. */
  name:
    | 'AWS::AccountId'
    | 'AWS::NotificationARNs'
    | 'AWS::Partition'
    | 'AWS::Region'
    | 'AWS::StackId'
    | 'AWS::StackName'
    | 'AWS::URLSuffix';
  /** The ID of the stack. */
  stack: string;
}

/** A parameter of a stack. Its value is chosen at deployment. */
export interface ParameterReference {
  kind: 'parameter';
  /** The text of the reference in reports. */
  text: string;
  /** The name of the parameter. */
  name: string;
  /** The ID of the stack. */
  stack: string;
  /** The default of the template. */
  default?: string;
}

/** An export that no stack of the assembly has. */
export interface ImportReference {
  kind: 'import';
  /** The text of the reference in reports. */
  text: string;
  /** The name of the export (or `Stack.Output` for `Fn::GetStackOutput`). */
  name: string;
}

/** One of two values (`Fn::If`). */
export interface ConditionalReference {
  kind: 'condition';
  /** The text of the reference in reports. */
  text: string;
  /** The name of the condition. Its expression is in `conditions` of the stack. */
  condition: string;
  /** The ID of the stack. */
  stack: string;
  /** The value if the condition is true. Absent for `AWS::NoValue`. */
  then?: Json;
  /** The value if the condition is false. Absent for `AWS::NoValue`. */
  else?: Json;
}

/** A dynamic reference, such as `{{resolve:ssm:/orders/table}}`. */
export interface DynamicReference {
  kind: 'dynamic';
  /** The text of the reference in reports. */
  text: string;
  /** The whole reference, braces included. */
  reference: string;
}

/** Any other intrinsic function, or a reference to a name that the template does not have. */
export interface IntrinsicReference {
  kind: 'intrinsic';
  /** The text of the reference in reports. */
  text: string;
  /** The name of the function, such as `Fn::FindInMap`. */
  name: string;
  /** The argument, with its own values resolved if they are known. */
  value: Json;
}
