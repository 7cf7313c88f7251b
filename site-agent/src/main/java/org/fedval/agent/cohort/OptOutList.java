package org.fedval.agent.cohort;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.fedval.wire.files.KeyFileException;
import org.fedval.wire.files.PrivateFiles;
import org.jspecify.annotations.Nullable;

/**
 * Patients who do not want their images used: one Patient ID (0010,0020) a line, as in the labels
 * or in the images. Case and spaces at the ends do not count, so that a slip of typing excludes
 * rather than includes. Patient data without a text form; immutable.
 */
public final class OptOutList {
  /** Nobody opted out. */
  public static final OptOutList EMPTY = new OptOutList(Set.of());

  private static final int MAX_BYTES = 64 << 20;

  private final Set<String> patients;

  private OptOutList(Set<String> patients) {
    this.patients = patients;
  }

  /**
   * Reads the list; blank lines are passed over.
   *
   * @throws LabelsException when it is missing, no UTF-8 text, or readable by others than its owner
   */
  public static OptOutList read(Path file) throws LabelsException {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(PrivateFiles.read(file, MAX_BYTES)))
              .toString();
      return new OptOutList(
          text.lines()
              .map(line -> fold(line.replace("\uFEFF", "")))
              .filter(line -> !line.isEmpty())
              .collect(Collectors.toUnmodifiableSet()));
    } catch (CharacterCodingException e) {
      throw new LabelsException("The opt-out list is not UTF-8 text; save it as UTF-8.");
    } catch (KeyFileException e) {
      throw new LabelsException("The opt-out list: " + e.getMessage());
    } catch (IOException e) {
      throw new LabelsException("The opt-out list at " + file + " cannot be read.");
    }
  }

  /** Whether this patient opted out; nobody is null. */
  boolean holds(@Nullable String patientId) {
    return patientId != null && patients.contains(fold(patientId));
  }

  private static String fold(String patientId) {
    return AttributeText.fold(patientId);
  }

  @Override
  public String toString() {
    return "OptOutList";
  }
}
