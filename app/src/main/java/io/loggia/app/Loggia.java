package io.loggia.app;

import io.loggia.app.command.AgentCommand;
import io.loggia.app.command.BenchCommand;
import io.loggia.app.command.DoctorCommand;
import io.loggia.app.command.GenerateCommand;
import io.loggia.app.command.PipelineCommand;
import io.loggia.app.command.TrainCommand;
import io.loggia.app.command.UpCommand;
import io.loggia.app.search.SearchCommand;
import io.loggia.kernel.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.Security;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParseResult;

/** The program. Exit codes: 0 done, 1 failed, 2 wrong usage or configuration, 130 interrupted. */
@Command(
    name = "loggia",
    description = "The log platform in one program.%n",
    mixinStandardHelpOptions = true,
    versionProvider = Loggia.Version.class,
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Start with:  loggia up            then look at http://127.0.0.1:5601",
      "             loggia search error  in another terminal",
      "",
      "loggia help COMMAND says more about a command."
    },
    subcommands = {
      UpCommand.class,
      AgentCommand.class,
      SearchCommand.class,
      PipelineCommand.class,
      GenerateCommand.class,
      BenchCommand.class,
      DoctorCommand.class,
      TrainCommand.class,
      HelpCommand.class
    })
public final class Loggia {
  /** This program's version, as in every archive that it is built into. */
  public static final String VERSION = "0.1.0";

  private Loggia() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    // A broker that moves is found again within seconds.
    Security.setProperty("networkaddress.cache.ttl", "10");
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    CommandLine commands = new CommandLine(new Loggia());
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setExecutionExceptionHandler(Loggia::failed);
    if (arguments.length == 0) {
      commands.usage(System.out);
      return 2;
    }
    return commands.execute(arguments);
  }

  /** Says what went wrong in one or a few lines; a stack trace only for what is our own mistake. */
  private static int failed(Exception e, CommandLine command, ParseResult parsed) {
    return switch (e) {
      case ConfigurationException configuration -> {
        configuration.problems().forEach(problem -> System.err.println("loggia: " + problem));
        yield 2;
      }
      case InterruptedException interrupted -> 130;
      case IOException io -> {
        System.err.println("loggia: " + io.getMessage());
        yield 1;
      }
      case UncheckedIOException io -> {
        System.err.println("loggia: " + io.getMessage());
        yield 1;
      }
      default -> {
        e.printStackTrace();
        yield 1;
      }
    };
  }

  /** Says which version this is and what it runs on. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"loggia " + VERSION + " (Java " + Runtime.version() + ")"};
    }
  }
}
