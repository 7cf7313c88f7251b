package org.fedval.agent.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.fedval.evaluation.counters.Exclusion;
import org.junit.jupiter.api.Test;

/** What every source of DICOM objects promises, wherever the objects are. */
public abstract class DicomSourceContract {
  /** A source of exactly these Part 10 files. */
  protected abstract DicomSource sourceOf(List<byte[]> files) throws Exception;

  /** A source of one good file, one that cannot be read, and another good one, in any order. */
  protected abstract DicomSource oneUnreadableAmong(byte[] first, byte[] second) throws Exception;

  /** Six images of two patients in three studies, each with pixels of its own. */
  protected static List<byte[]> files() {
    List<byte[]> files = new ArrayList<>();
    for (int n = 0; n < 6; n++) {
      files.add(file(n));
    }
    return files;
  }

  protected static byte[] file(int n) {
    return SampleImages.bytes(
        SampleImages.image(uid(n))
            .text(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 100")
            .text(Tag.STUDY_INSTANCE_UID, "2.25.10" + n / 2)
            .text(Tag.SERIES_INSTANCE_UID, "2.25.20" + n)
            .text(Tag.PATIENT_ID, n < 3 ? "CANARY-1" : "CANARY-2")
            .text(Tag.PATIENT_SEX, n % 2 == 0 ? "F" : "M")
            .text(Tag.PATIENT_AGE, "0" + (40 + n) + "Y")
            .text(Tag.STUDY_DATE, "2024010" + (1 + n / 2))
            .text(Tag.VIEW_POSITION, "PA")
            .text(Tag.MANUFACTURER, "Müller")
            .text(Tag.ACCESSION_NUMBER, "ACC" + n / 2)
            .text(Tag.KVP, "120.0")
            .pixels16(new short[] {(short) n, 1, 255, 256, 2048, 4095})
            .build());
  }

  protected static String uid(int n) {
    return "2.25.3" + n;
  }

  protected static List<DicomObject> objects(DicomSource source) throws DicomSourceException {
    List<DicomObject> objects = new ArrayList<>();
    source.forEach(objects::add);
    return objects;
  }

  @Test
  protected void every_object_comes_once_and_every_pass_has_one_order() throws Exception {
    DicomSource source = sourceOf(files());

    List<String> first = objects(source).stream().map(DicomObject::id).toList();

    assertThat(first).hasSize(6).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-f]{16}"));
    assertThat(objects(source)).extracting(DicomObject::id).isEqualTo(first);
  }

  @Test
  protected void attributes_are_those_of_the_file() throws Exception {
    Map<String, SopInstance> read = new HashMap<>();
    for (DicomObject object : objects(sourceOf(files()))) {
      read.put(object.read().sopInstanceUid(), object.read());
    }

    assertThat(read).hasSize(6);
    for (byte[] file : files()) {
      SopInstance wanted =
          SopInstance.of(new Part10Reader(ReaderLimits.STANDARD).readAttributes(file));
      SopInstance found = read.get(wanted.sopInstanceUid());
      assertThat(found)
          .usingRecursiveComparison()
          .ignoringFields("transferSyntaxUid") // an archive may say which it offers, or nothing
          .isEqualTo(wanted);
    }
  }

  @Test
  protected void pixels_are_those_of_the_file_also_when_many_threads_ask() throws Exception {
    List<DicomObject> objects = objects(sourceOf(files()));
    ExecutorService readers = Executors.newFixedThreadPool(3);
    try {
      List<Future<String>> digests = new ArrayList<>();
      for (DicomObject object : objects) {
        digests.add(
            readers.submit(
                () ->
                    object.read().sopInstanceUid()
                        + " "
                        + ContentDigest.of(object.pixels()).hex()));
      }

      List<String> wanted = new ArrayList<>();
      for (int n = 0; n < 6; n++) {
        Part10Object file = new Part10Reader(ReaderLimits.STANDARD).read(file(n));
        wanted.add(uid(n) + " " + ContentDigest.of(PixelDecoder.standard().decode(file)).hex());
      }
      List<String> found = new ArrayList<>();
      for (Future<String> digest : digests) {
        found.add(digest.get());
      }
      assertThat(found).containsExactlyInAnyOrderElementsOf(wanted);
    } finally {
      readers.shutdownNow();
    }
  }

  @Test
  protected void what_the_consumer_throws_ends_the_pass_and_comes_out() throws Exception {
    DicomSource source = sourceOf(files());
    List<DicomObject> taken = new ArrayList<>();

    assertThatThrownBy(
            () ->
                source.forEach(
                    object -> {
                      taken.add(object);
                      throw new IllegalStateException("enough");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("enough");
    assertThat(taken).hasSize(1);
  }

  @Test
  protected void one_unreadable_object_is_a_typed_fault_and_the_others_are_read() throws Exception {
    List<Exclusion> faults = new ArrayList<>();
    int good = 0;
    for (DicomObject object : objects(oneUnreadableAmong(file(0), file(5)))) {
      try {
        object.read();
        object.pixels();
        good++;
      } catch (DicomFault fault) {
        faults.add(fault.reason());
        assertThat(fault.getMessage()).doesNotContain("2.25").doesNotContain("CANARY");
      }
    }

    assertThat(good).isEqualTo(2);
    assertThat(faults).hasSize(1).first().isIn(Exclusion.UNREADABLE, Exclusion.NOT_DICOM);
  }

  @Test
  protected void ids_and_texts_tell_nothing_of_patients() throws Exception {
    for (DicomObject object : objects(sourceOf(files()))) {
      assertThat(object.id() + object).doesNotContain("CANARY").doesNotContain("2.25.");
      assertThat(object.read().toString()).doesNotContain("CANARY");
    }
  }

  @Test
  protected void an_empty_source_is_no_fault() throws Exception {
    assertThat(objects(sourceOf(List.of()))).isEmpty();
    assertThat(
            catchThrowableOfType(
                DicomSourceException.class, () -> sourceOf(List.of()).forEach(object -> {})))
        .isNull();
  }
}
