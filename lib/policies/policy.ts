import { type Template } from './template';

/** One breach of a policy. */
export interface Breach {
  readonly logicalId: string;
  /** Where in the resource, for example `Properties.Replicas.0`. */
  readonly location: string;
  /** What was found and what is needed. */
  readonly message: string;
}

/** A rule that every template must keep. */
export interface Policy {
  /** Stable name, shown in reports. */
  readonly id: string;
  /** What goes wrong when it is broken. */
  readonly description: string;
  /** Every place of one template that breaks it. */
  readonly check: (template: Template) => readonly Breach[];
}
