package org.fedval.coordinator.web.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.study.Canceller;
import org.fedval.coordinator.support.House;
import org.fedval.coordinator.support.PublishedStudy;
import org.fedval.coordinator.support.WebHouse;
import org.fedval.wire.session.SitePhaseName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StudyStreamsTest {
  @TempDir private Path folder;
  private House house;
  private PublishedStudy study;
  private WebHouse web;

  @BeforeEach
  void open() throws Exception {
    house = new House(folder);
    study = new PublishedStudy(house);
    web = new WebHouse(house, null, 0);
  }

  @AfterEach
  void close() {
    web.close();
    house.close();
  }

  @Test
  void a_page_hears_every_change_until_the_study_is_over_and_then_the_stream_ends()
      throws Exception {
    try (Stream<String> lines = stream(Role.RESEARCHER).body()) {
      Iterator<String> heard = lines.iterator();
      assertThat(eventWith(heard, "event: change")).contains("Sites run the model");

      house.desk.signOfLife("b", SitePhaseName.CHECKING_CANARIES);
      house.settle();
      house.tick();
      assertThat(eventWith(heard, "event: change")).contains("<b>b</b> checking canaries");

      house.desk.cancel(study.study, Canceller.ADMINISTRATOR);
      assertThat(eventWith(heard, "event: end"))
          .contains("Stopped", Canceller.ADMINISTRATOR.sentence());
      assertThat(rest(heard)).isBlank();
    }
  }

  @Test
  void a_change_is_drawn_without_style_or_script() throws Exception {
    try (Stream<String> lines = stream(Role.AUDITOR).body()) {
      assertThat(eventWith(lines.iterator(), "event: change"))
          .contains("<section id=\"life\">")
          .doesNotContain("<script", "style=", "<html");
    }
  }

  @Test
  void one_account_has_so_many_streams_and_no_more() throws Exception {
    List<HttpResponse<InputStream>> open = new ArrayList<>();
    for (int i = 0; i < StudyStreams.MOST; i++) {
      HttpResponse<InputStream> one =
          web.client().send(request(Role.VENDOR).build(), BodyHandlers.ofInputStream());
      assertThat(one.statusCode()).isEqualTo(200);
      assertThat(one.body().read()).isPositive();
      open.add(one);
    }
    HttpResponse<String> refused = web.send(request(Role.VENDOR));
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body()).contains("live pages open");
    try (Stream<String> other = stream(Role.RESEARCHER).body()) {
      assertThat(other.iterator().next()).isEqualTo(": here");
    }
    for (HttpResponse<InputStream> one : open) {
      one.body().close();
    }
  }

  private HttpRequest.Builder request(Role role) {
    return web.to("/studies/" + study.study.hex() + "/events")
        .header("Accept", "text/event-stream")
        .header(WebHouse.ROLE, role.name());
  }

  private HttpResponse<Stream<String>> stream(Role role) throws Exception {
    HttpResponse<Stream<String>> answer =
        web.client().send(request(role).build(), BodyHandlers.ofLines());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/event-stream");
    return answer;
  }

  /** The data of the next event, which is this one. */
  private static String eventWith(Iterator<String> lines, String event) {
    StringBuilder data = new StringBuilder();
    String line = lines.next();
    while (line.isBlank() || line.startsWith(":")) {
      line = lines.next();
    }
    assertThat(line).isEqualTo(event);
    for (line = lines.next(); !line.isBlank(); line = lines.next()) {
      data.append(line.replaceFirst("^data: ?", "")).append('\n');
    }
    return data.toString();
  }

  private static String rest(Iterator<String> lines) {
    StringBuilder rest = new StringBuilder();
    lines.forEachRemaining(rest::append);
    return rest.toString();
  }
}
