package io.loggia.pipeline.plan;

import io.loggia.kernel.ConfigurationException;
import io.loggia.kernel.Problem;
import io.loggia.pipeline.ElasticsearchOutput;
import io.loggia.pipeline.InputSpec;
import io.loggia.pipeline.OutputFactory;
import io.loggia.pipeline.PipelineOptions;
import io.loggia.pipeline.PipelineSource;
import io.loggia.pipeline.filter.Filter;
import io.loggia.pipeline.filter.Filters;
import io.loggia.pipeline.syntax.Parser;
import io.loggia.pipeline.syntax.Section;
import io.loggia.pipeline.syntax.Statement;
import io.loggia.pipeline.syntax.SyntaxException;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Compiles files to steps.
 *
 * @param filters the steps of all filter sections, in the order of the files' names
 * @param outputs the steps of all output sections; never empty
 */
public record PipelinePlan(List<InputSpec> inputs, List<Step> filters, List<Step> outputs) {

  /**
   * @throws ConfigurationException with the problems of all files
   */
  public static PipelinePlan compile(
      List<PipelineSource> sources,
      PipelineOptions options,
      OutputFactory factory,
      MeterRegistry metrics) {
    Compiler compiler = new Compiler(options, metrics);
    sources.stream().sorted(Comparator.comparing(PipelineSource::name)).forEach(compiler::read);
    return compiler.finish(factory);
  }

  /** Runs steps over all events of a batch. */
  public static void run(List<Step> steps, Work work) throws InterruptedException {
    BranchStep.run(steps, work, work.all());
  }

  private static final Comparator<Problem> IN_ORDER =
      Comparator.comparing(Problem::file)
          .thenComparingInt(Problem::line)
          .thenComparingInt(Problem::column);

  /** What is gathered while files are read. */
  private static final class Compiler {
    private final PipelineOptions options;
    private final MeterRegistry metrics;
    private final List<Problem> problems = new ArrayList<>();
    private final List<InputSpec> inputs = new ArrayList<>();
    private final List<Step> filters = new ArrayList<>();
    private final List<Step> outputs = new ArrayList<>();
    private final List<OutputStep> opened = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private final Conditions conditions;

    Compiler(PipelineOptions options, MeterRegistry metrics) {
      this.options = options;
      this.metrics = metrics;
      this.conditions = new Conditions(new Literals(options, problems::add), problems::add);
    }

    void read(PipelineSource source) {
      try {
        for (Section section : Parser.parse(source.name(), source.text())) {
          switch (section.kind()) {
            case INPUT -> section.statements().forEach(this::input);
            case FILTER -> filters.addAll(steps(section.statements(), this::filter));
            case OUTPUT -> outputs.addAll(steps(section.statements(), this::output));
          }
        }
      } catch (SyntaxException wrong) {
        problems.add(wrong.problem());
      }
    }

    PipelinePlan finish(OutputFactory factory) {
      if (!problems.isEmpty()) {
        throw new ConfigurationException(problems.stream().sorted(IN_ORDER).toList());
      }
      if (opened.isEmpty()) {
        StoreStep standard =
            new StoreStep(
                ElasticsearchOutput.empty(),
                PluginMeters.ofOutput(metrics, "default", "elasticsearch"));
        outputs.add(standard);
        opened.add(standard);
      }
      opened.subList(0, opened.size() - 1).stream()
          .filter(StoreStep.class::isInstance)
          .forEach(step -> ((StoreStep) step).handCopies());
      opened.forEach(output -> output.open(factory));
      return new PipelinePlan(List.copyOf(inputs), List.copyOf(filters), List.copyOf(outputs));
    }

    private List<Step> steps(
        List<Statement> statements, Function<Statement.Plugin, Optional<Step>> maker) {
      List<Step> steps = new ArrayList<>();
      for (Statement statement : statements) {
        switch (statement) {
          case Statement.Plugin plugin -> maker.apply(plugin).ifPresent(steps::add);
          case Statement.Branch branch -> steps.add(branch(branch, maker));
        }
      }
      return List.copyOf(steps);
    }

    private Step branch(Statement.Branch branch, Function<Statement.Plugin, Optional<Step>> maker) {
      List<BranchStep.Arm> arms = new ArrayList<>();
      for (Statement.Arm arm : branch.arms()) {
        arms.add(new BranchStep.Arm(conditions.compile(arm.condition()), steps(arm.body(), maker)));
      }
      return new BranchStep(List.copyOf(arms), steps(branch.otherwise(), maker));
    }

    private void input(Statement statement) {
      switch (statement) {
        case Statement.Branch branch -> {
          Statement.Arm first = branch.arms().getFirst();
          problems.add(
              ConditionPlace.of(first.condition())
                  .problem("an input section has no conditions; put them into a filter section"));
        }
        case Statement.Plugin plugin -> {
          BiFunction<Settings, InputSpec.Common, InputSpec> maker = Inputs.TABLE.get(plugin.name());
          if (maker == null) {
            unknown(plugin, "input", Inputs.TABLE.keySet(), Inputs.NOT_SERVED);
            return;
          }
          Settings settings = settings(plugin);
          inputs.add(maker.apply(settings, Inputs.common(settings, id(settings))));
          settings.finish();
        }
      }
    }

    private Optional<Step> filter(Statement.Plugin plugin) {
      Function<Settings, Filter> maker = Filters.TABLE.get(plugin.name());
      if (maker == null) {
        unknown(plugin, "filter", Filters.TABLE.keySet(), Filters.NOT_SERVED);
        return Optional.empty();
      }
      Settings settings = settings(plugin);
      PluginMeters meters = PluginMeters.ofFilter(metrics, id(settings), plugin.name());
      Decoration decoration = new Decoration(settings);
      settings.flag("periodic_flush", false);
      Filter filter = maker.apply(settings);
      settings.finish();
      return Optional.of(new FilterStep(plugin.name(), filter, decoration, meters));
    }

    private Optional<Step> output(Statement.Plugin plugin) {
      BiFunction<Settings, PluginMeters, OutputStep> maker = Outputs.TABLE.get(plugin.name());
      if (maker == null) {
        unknown(plugin, "output", Outputs.TABLE.keySet(), Outputs.NOT_SERVED);
        return Optional.empty();
      }
      Settings settings = settings(plugin);
      PluginMeters meters = PluginMeters.ofOutput(metrics, id(settings), plugin.name());
      settings.number("workers", 1, 1, Integer.MAX_VALUE);
      OutputStep step = maker.apply(settings, meters);
      if (!plugin.name().equals("stdout")) {
        settings.raw("codec");
      }
      settings.finish();
      opened.add(step);
      return Optional.of(step);
    }

    private Settings settings(Statement.Plugin plugin) {
      Settings settings = new Settings(plugin, options, problems::add);
      settings.flag("enable_metric", true);
      return settings;
    }

    /** The plugin's own id, or its place; two plugins cannot have one. */
    private String id(Settings settings) {
      String place =
          settings.at().file() + ":" + settings.at().line() + ":" + settings.at().column();
      String id = settings.text("id", place);
      if (!ids.add(id)) {
        settings.problem("id", "\"" + id + "\" is the id of another plugin already");
      }
      return id;
    }

    private void unknown(
        Statement.Plugin plugin, String kind, Set<String> served, Set<String> notServed) {
      problems.add(plugin.at().problem(Plugins.unknown(kind, plugin.name(), served, notServed)));
    }
  }
}
