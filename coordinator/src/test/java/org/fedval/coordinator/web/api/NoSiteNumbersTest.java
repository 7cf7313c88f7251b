package org.fedval.coordinator.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.http.HandlerType;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.report.export.ExportForm;
import org.fedval.coordinator.support.House;
import org.fedval.coordinator.support.PublishedStudy;
import org.fedval.coordinator.web.Route;
import org.fedval.evaluation.counters.Accumulator;
import org.fedval.evaluation.counters.CaseRecord;
import org.fedval.evaluation.counters.CaseTable;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.ReferenceLabel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three sites whose counts are numbers that occur nowhere else; every GET route of the server is
 * asked before, during and after the study, as an administrator who may see everything.
 */
class NoSiteNumbersTest {
  /** Images and images with the finding of each site; no sum of two of them is a third. */
  private static final Map<String, int[]> COUNTS =
      Map.of("a", new int[] {1237, 317}, "b", new int[] {2389, 743}, "c", new int[] {3467, 1091});

  /** A link to another address of the same server. */
  private static final Pattern LINK = Pattern.compile("(?:href|src|hx-get)=\"(/[^\"#]*)[\"#]");

  private static final int POOLED = 1237 + 2389 + 3467;

  @TempDir private Path folder;

  @Test
  void no_answer_of_any_route_has_a_number_of_a_single_site() throws Exception {
    try (House house = new House(folder)) {
      PublishedStudy study = new PublishedStudy(house);
      COUNTS.forEach(
          (site, counts) ->
              study.rounds.put(
                  site, study.roundSite(site, cases(study.locked.counters(), site, counts))));
      try (ApiHouse api = new ApiHouse(house)) {
        int during = 0;
        for (int turns : new int[] {4, 4, 4}) {
          study.turns(turns, Set.of());
          during += assertClean(walk(api, study));
        }
        study.run(Set.of());
        Map<String, String> answers = walk(api, study);
        assertClean(answers);

        assertThat(during).isGreaterThan(20);
        assertThat(answers.keySet())
            .anyMatch(path -> path.endsWith("/report/fhir"))
            .anyMatch(path -> path.endsWith("/report/csv"))
            .anyMatch(path -> path.endsWith("/report/estimates"))
            .anyMatch(path -> path.contains("/report/figures/"))
            .anyMatch(path -> path.contains("/report/tables/"))
            .anyMatch(path -> path.endsWith("/events"));
        List<String> withSum = new ArrayList<>();
        answers.forEach(
            (path, text) -> {
              if (number(POOLED).matcher(text).find()) {
                withSum.add(path);
              }
            });
        assertThat(withSum)
            .as("the search finds the pooled number, which is public")
            .hasSizeGreaterThan(3);
      }
    }
  }

  @Test
  void the_search_finds_numbers_as_people_and_programs_write_them() {
    for (String written :
        List.of("n=1237;", "1237", "1\u202f237", "[1,1237]", "in 1237.", "1,237")) {
      assertThat(number(1237).matcher(written).find()).as(written).isTrue();
    }
    for (String other : List.of("0.1237", "ab1237", "12370", "1237.5")) {
      assertThat(number(1237).matcher(other).find()).as(other).isFalse();
    }
  }

  private static int assertClean(Map<String, String> answers) {
    answers.forEach(
        (path, text) ->
            COUNTS.forEach(
                (site, counts) -> {
                  int positive = counts[1];
                  int negative = counts[0] - positive;
                  for (int secret : new int[] {counts[0], positive, negative}) {
                    assertThat(number(secret).matcher(text).find())
                        .as("%d of site %s in %s", secret, site, path)
                        .isFalse();
                  }
                  String prevalence = Double.toString((double) positive / counts[0]);
                  assertThat(text).as(path).doesNotContain(prevalence.substring(0, 8));
                }));
    return answers.size();
  }

  /** The number by itself, with or without separators of thousands. */
  private static Pattern number(int n) {
    String digits = Integer.toString(n);
    String written =
        digits.length() < 4
            ? digits
            : digits.substring(0, digits.length() - 3)
                + "[\u202f\u2009,' ]?"
                + digits.substring(digits.length() - 3);
    return Pattern.compile("(?<![0-9A-Za-z+/.])" + written + "(?![0-9A-Za-z+/=]|\\.[0-9])");
  }

  /** Every GET route with every parameter that its path can take, and what it answered. */
  private static Map<String, String> walk(ApiHouse api, PublishedStudy study) throws Exception {
    Map<String, String> answers = new LinkedHashMap<>();
    for (Route route : api.server.routes()) {
      if (!route.method().equals(HandlerType.GET)) {
        continue;
      }
      for (String path : filled(route.path(), study)) {
        if (path.endsWith("/events")) {
          answers.put(path, api.firstEvent(path, Role.ADMINISTRATOR));
        } else {
          ask(api, path, answers);
        }
      }
    }
    Set<String> links = new TreeSet<>();
    answers
        .values()
        .forEach(text -> LINK.matcher(text).results().forEach(m -> links.add(m.group(1))));
    for (String link : links) {
      String path = link.replace("&amp;", "&");
      if (!answers.containsKey(path)) {
        ask(api, path, answers);
      }
    }
    study.house.clock.forward(Duration.ofSeconds(10));
    return answers;
  }

  private static void ask(ApiHouse api, String path, Map<String, String> answers) throws Exception {
    HttpResponse<byte[]> answer = api.bytes(path, Role.ADMINISTRATOR);
    assertThat(answer.statusCode()).as(path).isLessThan(500).isNotEqualTo(429);
    answers.put(path, text(answer.body()));
    answers.put(path + " headers", answer.headers().map().toString());
  }

  private static List<String> filled(String template, PublishedStudy study) {
    String path =
        template
            .replace("{study}", study.study.hex())
            .replace("{roster}", study.roster.hash().hex())
            .replace("{index}", "1")
            .replace("{size}", Long.toString(study.house.audit.size()))
            .replace("{old}", "1");
    List<String> paths = new ArrayList<>();
    if (path.contains("{form}")) {
      for (ExportForm form : ExportForm.values()) {
        paths.add(path.replace("{form}", form.word()));
      }
      paths.add(path.replace("{form}", "sig"));
    } else if (!path.contains("{file}")) { // those are linked from the report's page
      assertThat(path).as("a parameter that this test cannot fill").doesNotContain("{");
      paths.add(path.endsWith("/consistency") ? path + "?from=1" : path);
    }
    return paths;
  }

  /** The bytes as text; of a zip file, the text of its entries. */
  private static String text(byte[] body) throws Exception {
    if (body.length < 2 || body[0] != 'P' || body[1] != 'K') {
      return new String(body, StandardCharsets.UTF_8);
    }
    StringBuilder text = new StringBuilder();
    try (InputStream in = new ByteArrayInputStream(body);
        ZipInputStream zip = new ZipInputStream(in)) {
      while (zip.getNextEntry() != null) {
        text.append(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return text.toString();
  }

  private static CaseTable cases(CounterLayout layout, String site, int[] counts) {
    Accumulator accumulator = new Accumulator(layout, new byte[32]);
    for (int patient = 0; patient < counts[0]; patient++) {
      boolean positive = patient < counts[1];
      double score = ((patient * 37) % 100) / 100.0 * 0.7 + (positive ? 0.3 : 0);
      accumulator.add(
          new CaseRecord(
              site + "-" + patient,
              new double[] {score},
              new ReferenceLabel[] {positive ? ReferenceLabel.POSITIVE : ReferenceLabel.NEGATIVE},
              new int[] {patient % 2}));
    }
    return accumulator.cases();
  }
}
