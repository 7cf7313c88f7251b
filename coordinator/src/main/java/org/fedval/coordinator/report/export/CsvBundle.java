package org.fedval.coordinator.report.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.fedval.coordinator.report.table.Csv;

/**
 * The report's row lists as RFC 4180 tables in one zip file: a column for each key of the JSON, in
 * its order, and every number with all its digits. A number that the report does not have is an
 * empty cell, and its status beside it says why.
 */
final class CsvBundle {
  private static final List<String> TABLES =
      List.of("estimates", "endpoints", "exclusions", "power");
  private static final LocalDateTime ALWAYS_THE_SAME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private CsvBundle() {}

  static byte[] of(ObjectNode report) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : TABLES) {
        entry(zip, name, rows(report.path(name)));
      }
      entry(zip, "roc", rocPoints(report.path("curves")));
    } catch (IOException e) {
      throw new UncheckedIOException("A zip file in memory could not be written.", e);
    }
    return out.toByteArray();
  }

  private static void entry(ZipOutputStream zip, String name, String csv) throws IOException {
    ZipEntry entry = new ZipEntry(name + ".csv");
    entry.setTimeLocal(ALWAYS_THE_SAME);
    zip.putNextEntry(entry);
    zip.write(csv.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  private static String rows(JsonNode rows) {
    StringBuilder out = new StringBuilder();
    if (rows.isEmpty()) {
      return "";
    }
    List<String> columns = new ArrayList<>();
    rows.get(0).fieldNames().forEachRemaining(columns::add);
    out.append(String.join(",", columns)).append("\r\n");
    for (JsonNode row : rows) {
      String comma = "";
      for (String column : columns) {
        cell(out.append(comma), row.path(column));
        comma = ",";
      }
      out.append("\r\n");
    }
    return out.toString();
  }

  private static String rocPoints(JsonNode curves) {
    StringBuilder out = new StringBuilder("finding,fpr,tpr\r\n");
    for (JsonNode curve : curves) {
      for (JsonNode point : curve.path("roc")) {
        cell(out, curve.path("finding"));
        cell(out.append(','), point.path("fpr"));
        cell(out.append(','), point.path("tpr"));
        out.append("\r\n");
      }
    }
    return out.toString();
  }

  private static void cell(StringBuilder out, JsonNode value) {
    if (value.isTextual()) {
      Csv.text(out, value.textValue());
    } else if (!value.isNull()) {
      out.append(value.asText());
    }
  }
}
