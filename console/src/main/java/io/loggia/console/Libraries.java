package io.loggia.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The JavaScript libraries on the class path, as mvnpm packs them, and their import map. */
final class Libraries {
  /**
   * @param path where its modules are served, with a slash at the end
   * @param resources where they are on the class path, likewise
   */
  record Library(String name, String path, String resources, String main) {}

  private final List<Library> all =
      List.of(
          library("lit", "org.mvnpm/lit", "index.js"),
          library("lit-html", "org.mvnpm/lit-html", "lit-html.js"),
          library("lit-element", "org.mvnpm/lit-element", "index.js"),
          library(
              "@lit/reactive-element", "org.mvnpm.at.lit/reactive-element", "reactive-element.js"));

  List<Library> all() {
    return all;
  }

  Map<String, Object> importMap() {
    Map<String, Object> imports = new LinkedHashMap<>();
    for (Library library : all) {
      imports.put(library.name, library.path + library.main);
      imports.put(library.name + "/", library.path);
    }
    return Map.of("imports", imports);
  }

  private static Library library(String name, String artifact, String main) {
    String folder = artifact.substring(artifact.indexOf('/') + 1) + "/" + version(artifact) + "/";
    return new Library(name, "/lib/" + folder, "/META-INF/resources/_static/" + folder, main);
  }

  private static String version(String artifact) {
    String resource = "/META-INF/maven/" + artifact + "/pom.properties";
    Properties properties = new Properties();
    try (InputStream in = Libraries.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the class path has no " + artifact);
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "");
  }
}
