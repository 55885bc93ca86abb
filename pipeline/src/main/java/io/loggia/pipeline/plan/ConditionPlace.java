package io.loggia.pipeline.plan;

import io.loggia.pipeline.syntax.Condition;
import io.loggia.pipeline.syntax.Position;

/** Where a condition begins. */
final class ConditionPlace {
  private ConditionPlace() {}

  static Position of(Condition condition) {
    return switch (condition) {
      case Condition.Combined combined -> of(combined.left());
      case Condition.Not not -> of(not.condition());
      case Condition.Compared compared -> compared.at();
      case Condition.Matched matched -> matched.at();
      case Condition.Contained contained -> contained.at();
      case Condition.Truthy truthy -> truthy.field().at();
    };
  }
}
