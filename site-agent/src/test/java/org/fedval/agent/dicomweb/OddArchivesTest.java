package org.fedval.agent.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.fedval.agent.dicom.DicomFault;
import org.fedval.agent.dicom.DicomObject;
import org.fedval.agent.dicom.DicomSource;
import org.fedval.agent.dicom.DicomSourceException;
import org.fedval.agent.dicom.RetryRule;
import org.fedval.agent.dicom.SampleImages;
import org.fedval.agent.dicom.StudyFilter;
import org.fedval.agent.dicom.Tag;
import org.fedval.evaluation.counters.Exclusion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The habits of archives that PS3.18 does not foresee, or only just. */
@Timeout(60)
class OddArchivesTest {
  private static final RetryRule QUICK =
      new RetryRule(3, Duration.ofMillis(2), Duration.ofMillis(20), Duration.ofSeconds(20));
  private static final RetryRule IMPATIENT =
      new RetryRule(2, Duration.ofMillis(2), Duration.ofMillis(20), Duration.ofMillis(300));

  private static final byte[] FILE = SampleImages.bytes(SampleImages.image("2.25.99").build());

  @TempDir private Path folder;

  private final List<String> notices = new ArrayList<>();
  private StandInArchive archive;

  @BeforeEach
  void open() throws Exception {
    List<byte[]> files = new ArrayList<>();
    for (int n = 0; n < 12; n++) {
      files.add(
          SampleImages.bytes(
              SampleImages.image("2.25.3" + n)
                  .text(Tag.STUDY_INSTANCE_UID, "2.25.1" + n)
                  .text(Tag.SERIES_INSTANCE_UID, "2.25.2" + n)
                  .text(Tag.STUDY_DATE, "202401" + (10 + n))
                  .text(Tag.ACCESSION_NUMBER, "A" + n)
                  .text(Tag.MODALITY, n % 2 == 0 ? "DX" : "CT")
                  .build()));
    }
    archive = new StandInArchive(files);
  }

  @AfterEach
  void close() {
    archive.close();
  }

  private DicomWebSettings settings(int page) {
    return settings(archive.url(), page, null, null);
  }

  private static DicomWebSettings settings(
      String url, int page, Integer seconds, StudyFilter studies) {
    return new DicomWebSettings(
        url, null, null, null, null, null, null, null, page, seconds, null, null, 1, studies);
  }

  private DicomSource source(DicomWebSettings settings, RetryRule rule) throws Exception {
    return DicomWebSource.open(settings, null, notices::add, rule);
  }

  private List<DicomObject> objects(DicomWebSettings settings) throws Exception {
    List<DicomObject> objects = new ArrayList<>();
    source(settings, QUICK).forEach(objects::add);
    return objects;
  }

  private Exclusion reasonOf(DicomWebSettings settings) throws Exception {
    DicomObject object = objects(settings).get(0);
    return catchThrowableOfType(DicomFault.class, object::pixels).reason();
  }

  private static boolean isInstance(String path) {
    return path.matches(".*/instances/[0-9.]+");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 6, 12, 100})
  void every_page_is_asked_for_whatever_its_size(int page) throws Exception {
    assertThat(objects(settings(page))).hasSize(12).extracting(DicomObject::place).isSorted();
  }

  @Test
  void a_cap_below_the_limit_does_not_cut_the_list() throws Exception {
    archive.cap = 5;

    assertThat(objects(settings(100))).hasSize(12);
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 13, 100})
  void an_ignored_offset_does_not_repeat_or_cut_the_list(int page) throws Exception {
    archive.ignoresOffset = true;

    assertThat(objects(settings(page))).hasSize(12);
  }

  @Test
  void a_list_that_may_be_cut_is_refused_not_shortened() throws Exception {
    archive.ignoresOffset = true;

    assertThatThrownBy(() -> objects(settings(12)))
        .isInstanceOf(DicomSourceException.class)
        .hasMessageContaining("ignores the offset");
    archive.cap = 5;
    assertThatThrownBy(() -> objects(settings(5)))
        .isInstanceOf(DicomSourceException.class)
        .hasMessageContaining("ignores the offset");
  }

  @Test
  void an_archive_that_is_busy_is_asked_again_when_it_said() throws Exception {
    AtomicInteger refused = new AtomicInteger();
    archive.habit(
        path -> refused.get() < 2,
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "0");
          return StandInArchive.status(exchange, refused.getAndIncrement() == 0 ? 503 : 429);
        });

    assertThat(objects(settings(100))).hasSize(12);
    assertThat(refused).hasValue(2);
  }

  @Test
  void a_part_that_is_cut_short_is_unreadable() throws Exception {
    habitOfInstances(
        exchange -> {
          byte[] whole = StandInArchive.multipart(FILE);
          byte[] half = Arrays.copyOf(whole, whole.length / 2);
          return StandInArchive.body(exchange, StandInArchive.multipartType(), half);
        });

    assertThat(reasonOf(settings(100))).isEqualTo(Exclusion.UNREADABLE);
  }

  @Test
  void a_connection_that_breaks_in_the_body_is_unreadable() throws Exception {
    habitOfInstances(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", StandInArchive.multipartType());
          exchange.sendResponseHeaders(200, 5000);
          exchange.getResponseBody().write(new byte[100]);
          exchange.getResponseBody().flush();
          exchange.close();
          return true;
        });

    assertThat(reasonOf(settings(100))).isEqualTo(Exclusion.UNREADABLE);
  }

  @Test
  void a_body_over_the_limit_is_given_up_announced_or_not() throws Exception {
    for (long announced : new long[] {64L << 20, 0}) {
      archive.forget();
      AtomicInteger chunks = new AtomicInteger();
      habitOfInstances(
          exchange -> {
            exchange.getResponseHeaders().set("Content-Type", StandInArchive.multipartType());
            exchange.sendResponseHeaders(200, announced);
            byte[] chunk = new byte[1 << 16];
            while (chunks.incrementAndGet() < 1000) {
              exchange.getResponseBody().write(chunk);
            }
            exchange.close();
            return true;
          });

      assertThat(reasonOf(settings(100))).isEqualTo(Exclusion.UNREADABLE);
    }
  }

  @Test
  void a_page_of_html_is_no_image() throws Exception {
    habitOfInstances(
        exchange -> StandInArchive.body(exchange, "text/html", "<p>Sign in</p>".getBytes()));

    assertThat(reasonOf(settings(100))).isEqualTo(Exclusion.UNREADABLE);
  }

  @Test
  void another_object_than_the_one_asked_for_is_refused() throws Exception {
    habitOfInstances(
        exchange ->
            StandInArchive.body(
                exchange, StandInArchive.multipartType(), StandInArchive.multipart(FILE)));

    assertThat(reasonOf(settings(100))).isEqualTo(Exclusion.UNREADABLE);
  }

  @Test
  void a_redirect_is_not_followed_and_takes_no_credentials_along() throws Exception {
    try (StandInArchive other = new StandInArchive(List.of())) {
      habitOfInstances(
          exchange -> {
            exchange.getResponseHeaders().set("Location", other.url() + "/studies");
            return StandInArchive.status(exchange, 302);
          });

      assertThat(reasonOf(settings(100))).isEqualTo(Exclusion.UNREADABLE);
      assertThat(other.asked).isEmpty();
    }
  }

  @Test
  void an_archive_without_metadata_is_read_whole() throws Exception {
    archive.habit(path -> path.endsWith("/metadata"), x -> StandInArchive.status(x, 404));

    assertThat(objects(settings(100)).get(0).read().modality()).isEqualTo("DX");
  }

  @Test
  void a_study_that_cannot_be_listed_is_one_unreadable_case() throws Exception {
    archive.habit(path -> path.endsWith("2.25.14/series"), x -> StandInArchive.status(x, 500));
    List<Exclusion> faults = new ArrayList<>();

    for (DicomObject object : objects(settings(100))) {
      try {
        object.read();
      } catch (DicomFault fault) {
        faults.add(fault.reason());
      }
    }

    assertThat(faults).containsExactly(Exclusion.UNREADABLE);
  }

  @Test
  void an_archive_that_answers_nothing_in_time_does_not_hold_one_case_for_ever() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    habitOfInstances(
        exchange -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return StandInArchive.status(exchange, 500);
        });
    RetryRule once =
        new RetryRule(1, Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofSeconds(20));
    List<DicomObject> objects = new ArrayList<>();
    source(settings(archive.url(), 100, 1, null), once).forEach(objects::add);

    DicomFault fault = catchThrowableOfType(DicomFault.class, () -> objects.get(0).pixels());
    end.countDown();

    assertThat(fault.reason()).isEqualTo(Exclusion.UNREADABLE);
  }

  @Test
  void an_archive_that_goes_away_is_waited_for() throws Exception {
    List<DicomObject> objects = objects(settings(100));
    archive.stop();
    Thread back =
        new Thread(
            () -> {
              while (notices.isEmpty()) {
                Thread.onSpinWait();
              }
              try {
                archive.start();
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    back.start();

    assertThat(objects.get(0).pixels().rows()).isEqualTo(2);
    back.join();
    assertThat(notices.get(0)).contains("does not answer").contains("keeps trying");
    assertThat(notices.get(notices.size() - 1)).contains("answers again");
  }

  @Test
  void an_archive_that_stays_away_ends_the_pass_with_a_sentence() throws Exception {
    DicomSource source = source(settings(100), IMPATIENT);

    assertThatThrownBy(
            () ->
                source.forEach(
                    object -> {
                      archive.stop();
                      try {
                        object.read();
                      } catch (DicomFault e) {
                        throw new AssertionError("this is not the object's fault", e);
                      }
                    }))
        .isInstanceOf(DicomSourceException.class)
        .hasMessageContaining("did not come back")
        .hasMessageContaining("what is done stays done");
  }

  @Test
  void a_wrong_login_is_one_sentence_at_once() throws Exception {
    archive.habit(path -> true, exchange -> StandInArchive.status(exchange, 401));

    assertThatThrownBy(() -> objects(settings(100)))
        .isInstanceOf(DicomSourceException.class)
        .hasMessageContaining("refuses the agent's login");
  }

  @Test
  void a_wrong_address_is_one_sentence_at_once() {
    String wrong = archive.url().replace("dicom-web", "web");

    assertThatThrownBy(() -> objects(settings(wrong, 9, null, null)))
        .isInstanceOf(DicomSourceException.class)
        .hasMessageContaining("no QIDO-RS at this url");
  }

  @Test
  void dates_modalities_and_accession_numbers_choose_studies() throws Exception {
    StudyFilter dates = new StudyFilter(null, "2024-01-12", "2024-01-15", null);
    StudyFilter ct = new StudyFilter(List.of("CT"), null, null, null);
    StudyFilter both = new StudyFilter(List.of("CT", "DX"), "2024-01-15", null, null);
    StudyFilter accession = new StudyFilter(null, null, null, StudyFilter.BY_ACCESSION);
    List<DicomObject> named = new ArrayList<>();

    assertThat(objects(settings(archive.url(), 3, null, dates))).hasSize(4);
    assertThat(objects(settings(archive.url(), 3, null, ct))).hasSize(6);
    assertThat(objects(settings(archive.url(), 3, null, both))).hasSize(7);
    DicomWebSource.open(
            settings(archive.url(), 3, null, accession),
            new TreeSet<>(List.of("A3", "A7", "none")),
            notices::add,
            QUICK)
        .forEach(named::add);
    assertThat(named).hasSize(2);
  }

  @Test
  void studies_may_be_named_by_uid_without_listing_any() throws Exception {
    StudyFilter byUid = new StudyFilter(null, null, null, StudyFilter.BY_STUDY);
    List<DicomObject> named = new ArrayList<>();

    DicomWebSource.open(
            settings(archive.url(), 3, null, byUid),
            new TreeSet<>(List.of("2.25.13")),
            notices::add,
            QUICK)
        .forEach(named::add);

    assertThat(named).hasSize(1);
    assertThat(archive.asked).noneMatch(path -> path.startsWith("/dicom-web/studies?"));
  }

  @Test
  void a_token_is_read_anew_for_every_request_and_never_from_a_file_others_may_read()
      throws Exception {
    Path token = folder.resolve("token");
    Files.writeString(token, "first\n");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    DicomSource source = source(withToken(token), QUICK);
    source.forEach(object -> {});
    Files.writeString(token, "second\n");
    source.forEach(object -> {});

    assertThat(archive.logins).contains("Bearer first", "Bearer second").doesNotContain("");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> source(withToken(token), QUICK))
        .isInstanceOf(DicomSourceException.class)
        .hasMessageContaining("chmod 600")
        .hasMessageNotContaining("second");
  }

  private DicomWebSettings withToken(Path token) {
    return new DicomWebSettings(
        archive.url(),
        token,
        null,
        null,
        null,
        null,
        null,
        null,
        100,
        null,
        null,
        null,
        null,
        null);
  }

  @Test
  void basic_authentication_sends_user_and_password() throws Exception {
    Path password = folder.resolve("password");
    Files.writeString(password, "open sesame\n");
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));

    source(
            new DicomWebSettings(
                archive.url(),
                null,
                "ali",
                password,
                null,
                null,
                null,
                null,
                100,
                null,
                null,
                null,
                null,
                null),
            QUICK)
        .forEach(object -> {});

    assertThat(archive.logins).containsOnly("Basic YWxpOm9wZW4gc2VzYW1l");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://pacs.example/dicom-web",
        "http://10.0.0.7:8042/dicom-web",
        "http://127.0.0.1.pacs.example/x",
        "ftp://pacs.example",
        "https://user:secret@pacs.example/",
        "https://pacs.example/?x=1",
        "pacs.example",
        ""
      })
  void an_address_that_is_no_safe_archive_is_refused(String url) {
    assertThatThrownBy(() -> DicomWebSettings.of(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("url")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8042/dicom-web/",
        "http://127.0.0.1:8042",
        "http://[::1]:8042/x",
        "HTTPS://pacs.example"
      })
  void loopback_and_https_are_accepted(String url) {
    assertThat(DicomWebSettings.of(url).base().toString()).doesNotEndWith("/");
  }

  private void habitOfInstances(StandInArchive.Habit habit) {
    archive.habit(OddArchivesTest::isInstance, habit);
  }
}
