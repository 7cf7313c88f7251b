package org.fedval.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every test that the threat model leans on is in the source tree under that name. */
class ThreatModelTest {
  private static final Path TOP = Path.of(System.getProperty("fedval.top", ".."));
  private static final Pattern TEST_NAME = Pattern.compile("`([A-Z][A-Za-z0-9]*Test)`");

  @Test
  void every_test_that_the_threat_model_names_exists() throws IOException {
    String document = Files.readString(TOP.resolve("docs/threat-model.md"));
    Set<String> named = new TreeSet<>();
    for (Matcher name = TEST_NAME.matcher(document); name.find(); ) {
      named.add(name.group(1));
    }
    assertThat(named).hasSizeGreaterThan(40);
    assertThat(tests()).containsAll(named);
  }

  @Test
  void every_row_of_the_attack_table_names_a_test() throws IOException {
    String document = Files.readString(TOP.resolve("docs/threat-model.md"));
    String section = document.substring(document.indexOf("## Attack, defence, test"));
    long rows =
        section
            .substring(0, section.indexOf("\n## "))
            .lines()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| attack "))
            .peek(line -> assertThat(TEST_NAME.matcher(line).find()).as(line).isTrue())
            .count();
    assertThat(rows).isGreaterThan(30);
  }

  private static Set<String> tests() throws IOException {
    try (Stream<Path> modules = Files.list(TOP)) {
      Set<String> names = new TreeSet<>();
      for (Path tests : modules.map(m -> m.resolve("src/test/java")).toList()) {
        if (Files.isDirectory(tests)) {
          try (Stream<Path> files = Files.walk(tests)) {
            names.addAll(
                files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet()));
          }
        }
      }
      return names;
    }
  }
}
