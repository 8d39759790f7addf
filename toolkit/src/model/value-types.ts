/** Any JSON value. In values of a template, an object can also be an `Unresolved`. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A value that is known at synthesis, or an `Unresolved` that is known only at deployment. */
export type Known<T> = T | Unresolved;

/** A string that is known at synthesis, or an `Unresolved` that is known only at deployment. */
export type Text = Known<string>;

/** A value that is known only at deployment. The function `isUnresolved` detects such values. */
export interface Unresolved {
  /**
   * The text of the value in reports, such as `<Orders.Arn>` or
   * `https://<Api>.execute-api.<AWS::Region>.<AWS::URLSuffix>`. The text refers to a construct by its path without the
   * stack.
   */
  unresolved: string;
  /**
   * The parts of the value, in order: literal text and references. A reference to another stack (an export, a stack
   * output, a parameter of a nested stack) is resolved to the resource that produces the value. A value that is not
   * text (a list, an object) has a single part.
   */
  parts: Part[];
  /** The value in the template. Logical IDs in the value refer to the stack in the `source` of the element. */
  raw: Json;
}

/**
 * A part of an unresolved value: literal text, or a reference with its text in reports, such as `<Orders.Arn>`. The
 * concatenated texts of all parts are equal to `unresolved`.
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

/** A reference to a resource of the app, by `Ref` or `Fn::GetAtt`. */
export interface ResourceReference {
  kind: 'resource';
  /** The text of the reference in reports. */
  text: string;
  /**
   * The ID of the resource. If the model contains the resource as an element, such as an API or a function, this is the
   * `id` of the element.
   */
  id: string;
  /** The attribute of `Fn::GetAtt`, such as `Arn`. Absent for `Ref`. */
  attribute?: string;
  /** The CloudFormation type of the resource, such as `AWS::Lambda::Function`. */
  type: string;
  /** The construct path of the resource, if the template has path metadata. */
  construct?: string;
  /** The physical name that the template sets for the resource (such as `QueueName`), if the name is known. */
  physicalName?: string;
}

/** A reference to a pseudo parameter whose value the assembly does not contain. */
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
  /** The ID of the stack that contains the reference. */
  stack: string;
}

/** A reference to a parameter of a stack. The value of the parameter is set at deployment. */
export interface ParameterReference {
  kind: 'parameter';
  /** The text of the reference in reports. */
  text: string;
  /** The name of the parameter. */
  name: string;
  /** The ID of the stack that defines the parameter. */
  stack: string;
  /** The default value of the parameter. */
  default?: string;
}

/** A reference to an export that no stack of the assembly defines. */
export interface ImportReference {
  kind: 'import';
  /** The text of the reference in reports. */
  text: string;
  /** The name of the export (or `Stack.Output` for `Fn::GetStackOutput`). */
  name: string;
}

/** A value that depends on a condition (`Fn::If`). */
export interface ConditionalReference {
  kind: 'condition';
  /** The text of the reference in reports. */
  text: string;
  /** The name of the condition. The `conditions` of the stack contain the expression. */
  condition: string;
  /** The ID of the stack that defines the condition. */
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
  /** The whole reference, including the braces. */
  reference: string;
}

/** An intrinsic function that is not resolved, or a reference to a name that the template does not define. */
export interface IntrinsicReference {
  kind: 'intrinsic';
  /** The text of the reference in reports. */
  text: string;
  /** The name of the intrinsic function, such as `Fn::FindInMap`. */
  name: string;
  /** The argument of the function, with resolved values if they are known. */
  value: Json;
}
