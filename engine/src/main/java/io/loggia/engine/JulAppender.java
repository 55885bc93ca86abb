package io.loggia.engine;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Property;

/** Hands what OpenSearch logs through Log4j to java.util.logging, where Loggia's own log is. */
final class JulAppender extends AbstractAppender {
  private JulAppender() {
    super("jul", null, null, true, Property.EMPTY_ARRAY);
  }

  /** Makes this the only appender of Log4j: warnings and worse. */
  static void install() {
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    Configuration configuration = context.getConfiguration();
    if (configuration.getRootLogger().getAppenders().containsKey("jul")) {
      return;
    }
    JulAppender appender = new JulAppender();
    appender.start();
    configuration
        .getRootLogger()
        .getAppenders()
        .keySet()
        .forEach(configuration.getRootLogger()::removeAppender);
    configuration.getRootLogger().addAppender(appender, null, null);
    configuration.getRootLogger().setLevel(org.apache.logging.log4j.Level.WARN);
    context.updateLoggers();
  }

  @Override
  public void append(LogEvent event) {
    Level level =
        event.getLevel().isMoreSpecificThan(org.apache.logging.log4j.Level.ERROR)
            ? Level.SEVERE
            : event.getLevel().isMoreSpecificThan(org.apache.logging.log4j.Level.WARN)
                ? Level.WARNING
                : Level.INFO;
    LogRecord entry = new LogRecord(level, event.getMessage().getFormattedMessage());
    entry.setLoggerName(event.getLoggerName());
    entry.setThrown(event.getThrown());
    Logger.getLogger(event.getLoggerName()).log(entry);
  }
}
