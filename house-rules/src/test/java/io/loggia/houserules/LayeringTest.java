package io.loggia.houserules;

import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Which room may know which. Data flows down the table of the design, and an arrow here is a
 * promise to keep both rooms in mind whenever one of them changes. Before you add one, ask whether
 * the function, the interface or the value could be handed in by {@code app} instead; it mostly
 * can.
 */
final class LayeringTest {
  private static final Map<String, List<String>> MAY_IMPORT =
      new TreeMap<>(
          Map.of(
              "kernel", List.of(),
              "event", List.of("kernel"),
              "codec", List.of("kernel", "event"),
              "agent", List.of("kernel", "event", "codec"),
              "input", List.of("kernel", "event", "codec"),
              "buffer", List.of("kernel", "event"),
              "pipeline", List.of("kernel", "event"),
              "engine", List.of("kernel", "event"),
              "console", List.of("kernel", "event", "engine")));

  private static JavaClasses loggia;

  @BeforeAll
  static void read() {
    loggia =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.loggia");
  }

  @Test
  void rooms_import_only_what_their_row_allows() {
    MAY_IMPORT.forEach(
        (room, allowed) -> {
          String[] forbidden =
              Stream.concat(MAY_IMPORT.keySet().stream(), Stream.of("app"))
                  .filter(other -> !other.equals(room) && !allowed.contains(other))
                  .map(other -> "io.loggia." + other + "..")
                  .toArray(String[]::new);
          noClasses()
              .that()
              .resideInAPackage("io.loggia." + room + "..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(forbidden)
              .as(room + " imports none of " + Arrays.toString(forbidden))
              .check(loggia);
        });
  }

  @Test
  void every_class_is_in_a_room_of_the_table() {
    classes()
        .should()
        .resideInAnyPackage(
            Stream.concat(
                    MAY_IMPORT.keySet().stream(), Stream.of("app", "houserules", "benchmarks"))
                .map(room -> "io.loggia." + room + "..")
                .toArray(String[]::new))
        .check(loggia);
  }

  @Test
  void only_the_engine_knows_the_server_and_lucene() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.loggia.engine..")
        .should()
        .dependOnClassesThat(
            new DescribedPredicate<JavaClass>("belong to OpenSearch's server or to Lucene") {
              @Override
              public boolean test(JavaClass type) {
                return type.getPackageName().startsWith("org.apache.lucene")
                    || (type.getPackageName().startsWith("org.opensearch")
                        && !type.getPackageName().startsWith("org.opensearch.client"));
              }
            })
        .check(loggia);
  }

  @Test
  void no_name_says_util_helper_manager_or_impl() {
    noClasses()
        .should()
        .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)(\\$.*)?")
        .check(loggia);
  }

  @Test
  void public_classes_are_final_or_sealed_or_interfaces() {
    classes()
        .that()
        .arePublic()
        .and()
        .areNotInterfaces()
        .and()
        .areNotEnums()
        .and()
        .areNotAnnotations()
        .should(
            have(
                new DescribedPredicate<JavaClass>("the modifier final or abstract") {
                  @Override
                  public boolean test(JavaClass type) {
                    return type.getModifiers().contains(JavaModifier.FINAL)
                        || type.getModifiers().contains(JavaModifier.ABSTRACT)
                        || type.reflect().isSealed();
                  }
                }))
        .check(loggia);
  }
}
