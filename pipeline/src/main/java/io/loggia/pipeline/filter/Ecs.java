package io.loggia.pipeline.filter;

import io.loggia.pipeline.EcsCompatibility;
import io.loggia.pipeline.plan.Settings;

/** The plugin's own ecs_compatibility, or the pipeline's. */
final class Ecs {
  private Ecs() {}

  static EcsCompatibility of(Settings settings) {
    String standard = settings.options().ecs() == EcsCompatibility.DISABLED ? "disabled" : "v8";
    String mode = settings.choice("ecs_compatibility", standard, "disabled", "v1", "v8");
    return mode.equals("disabled") ? EcsCompatibility.DISABLED : EcsCompatibility.V8;
  }
}
