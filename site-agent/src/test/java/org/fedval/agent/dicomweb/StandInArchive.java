package org.fedval.agent.dicomweb;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.fedval.agent.dicom.DataSet;
import org.fedval.agent.dicom.Element;
import org.fedval.agent.dicom.Part10Object;
import org.fedval.agent.dicom.Part10Reader;
import org.fedval.agent.dicom.ReaderLimits;
import org.fedval.agent.dicom.Tag;

/** An archive in memory with the habits of odd servers. Answers in the order of arrival. */
final class StandInArchive implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String BOUNDARY = "standin--boundary";

  static {
    System.setProperty("sun.net.httpserver.nodelay", "true"); // else 40 ms a request
  }

  /** Answers instead of the archive when it returns true. */
  interface Habit {
    boolean answers(HttpExchange exchange) throws IOException;
  }

  private record Stored(String study, String series, String uid, byte[] file, DataSet attributes) {}

  private final List<Stored> stored = new ArrayList<>();
  private final List<Habit> habits = new CopyOnWriteArrayList<>();
  final List<String> asked = new CopyOnWriteArrayList<>();
  final List<String> logins = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private int port;
  boolean ignoresOffset;
  int cap = Integer.MAX_VALUE;

  StandInArchive(List<byte[]> files) throws Exception {
    for (byte[] file : files) {
      Part10Object object = new Part10Reader(ReaderLimits.STANDARD).read(file);
      DataSet set = object.dataSet();
      stored.add(
          new Stored(
              set.text(Tag.STUDY_INSTANCE_UID).orElseThrow(),
              set.text(Tag.SERIES_INSTANCE_UID).orElseThrow(),
              set.text(Tag.SOP_INSTANCE_UID).orElseThrow(),
              file,
              set));
    }
    start();
  }

  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    port = server.getAddress().getPort();
    server.setExecutor(threads);
    server.createContext("/dicom-web", this::answer);
    server.start();
  }

  void stop() {
    server.stop(0);
  }

  String url() {
    return "http://127.0.0.1:" + port + "/dicom-web";
  }

  /** From now on, requests whose path this accepts are answered so. */
  void habit(Predicate<String> path, Habit habit) {
    habits.add(
        exchange -> path.test(exchange.getRequestURI().getPath()) && habit.answers(exchange));
  }

  void forget() {
    habits.clear();
  }

  static boolean status(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
    return true;
  }

  static boolean body(HttpExchange exchange, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
    return true;
  }

  static byte[] multipart(byte[] file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(
        ("--" + BOUNDARY + "\r\nContent-Type: application/dicom\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    out.write(file);
    out.write(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
    return out.toByteArray();
  }

  static String multipartType() {
    return "multipart/related; type=\"application/dicom\"; boundary=\"" + BOUNDARY + "\"";
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestURI().toString());
    String login = exchange.getRequestHeaders().getFirst("Authorization");
    logins.add(login == null ? "" : login);
    for (Habit habit : habits) {
      if (habit.answers(exchange)) {
        return;
      }
    }
    String[] at = exchange.getRequestURI().getPath().substring("/dicom-web/".length()).split("/");
    Map<String, String> query = query(exchange);
    switch (at.length) {
      case 1 -> list(exchange, query, Tag.STUDY_INSTANCE_UID, matching(query));
      case 3 -> list(exchange, query, Tag.SERIES_INSTANCE_UID, of(at[1], null));
      case 5 -> list(exchange, query, Tag.SOP_INSTANCE_UID, of(at[1], at[3]));
      case 6 -> whole(exchange, at[5]);
      default -> metadata(exchange, at[5]);
    }
  }

  private List<Stored> of(String study, String series) {
    return stored.stream()
        .filter(s -> s.study.equals(study) && (series == null || s.series.equals(series)))
        .toList();
  }

  private List<Stored> matching(Map<String, String> query) {
    String accession = query.get("AccessionNumber");
    String range = query.get("StudyDate");
    String modality = query.get("ModalitiesInStudy");
    return stored.stream()
        .filter(s -> accession == null || accession.equals(text(s, Tag.ACCESSION_NUMBER)))
        .filter(s -> modality == null || modality.equals(text(s, Tag.MODALITY)))
        .filter(s -> range == null || within(range, text(s, Tag.STUDY_DATE)))
        .toList();
  }

  private static boolean within(String range, String date) {
    String[] ends = range.split("-", -1);
    return (ends[0].isEmpty() || ends[0].compareTo(date) <= 0)
        && (ends[1].isEmpty() || ends[1].compareTo(date) >= 0);
  }

  private static String text(Stored object, Tag tag) {
    return object.attributes.text(tag).orElse("");
  }

  private void list(HttpExchange exchange, Map<String, String> query, Tag level, List<Stored> from)
      throws IOException {
    Map<String, Stored> byUid = new LinkedHashMap<>();
    List<Stored> backwards = new ArrayList<>(from);
    Collections.reverse(backwards); // the standard promises no order
    backwards.forEach(s -> byUid.putIfAbsent(text(s, level), s));
    int offset = ignoresOffset ? 0 : Integer.parseInt(query.getOrDefault("offset", "0"));
    int limit = Math.min(cap, Integer.parseInt(query.getOrDefault("limit", "100")));
    ArrayNode page = MAPPER.createArrayNode();
    byUid.values().stream().skip(offset).limit(limit).forEach(s -> page.add(json(s.attributes)));
    if (page.isEmpty()) {
      status(exchange, 204);
    } else {
      body(exchange, "application/dicom+json", MAPPER.writeValueAsBytes(page));
    }
  }

  private void whole(HttpExchange exchange, String uid) throws IOException {
    for (Stored one : stored) {
      if (one.uid.equals(uid)) {
        body(exchange, multipartType(), multipart(one.file));
        return;
      }
    }
    status(exchange, 404);
  }

  private void metadata(HttpExchange exchange, String uid) throws IOException {
    for (Stored one : stored) {
      if (one.uid.equals(uid)) {
        byte[] list = MAPPER.writeValueAsBytes(MAPPER.createArrayNode().add(json(one.attributes)));
        body(exchange, "application/dicom+json", list);
        return;
      }
    }
    status(exchange, 404);
  }

  private static ObjectNode json(DataSet set) {
    ObjectNode object = MAPPER.createObjectNode();
    set.elements()
        .forEach(
            (tag, element) -> {
              if (element instanceof Element.Bytes value && value.vr().isText()) {
                ObjectNode attribute = object.putObject(DicomJson.key(tag));
                attribute.put("vr", value.vr().name());
                set.texts(tag).forEach(attribute.withArray("Value")::add);
              }
            });
    return object;
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new HashMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    for (String pair : raw == null ? new String[0] : raw.split("&")) {
      int equals = pair.indexOf('=');
      query.put(
          pair.substring(0, equals),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return query;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
