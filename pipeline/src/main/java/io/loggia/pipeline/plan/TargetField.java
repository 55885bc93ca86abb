package io.loggia.pipeline.plan;

import io.loggia.event.Event;
import io.loggia.event.FieldPath;
import io.loggia.pipeline.Template;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A field whose name may itself refer to the event: {@code label_%{kind}}. */
public final class TargetField {
  private final Template name;
  private final @Nullable FieldPath constant;

  /**
   * @throws IllegalArgumentException when the name is constant and no field reference
   */
  public TargetField(Template name) {
    this.name = name;
    this.constant = name.isConstant() ? FieldPath.parse(name.toString()) : null;
  }

  /** The path for this event; empty when the rendered name is no field reference. */
  public Optional<FieldPath> path(Event event) {
    return constant != null ? Optional.of(constant) : FieldPath.tryParse(name.render(event));
  }
}
