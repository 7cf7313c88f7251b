package org.fedval.agent.dicom;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.fedval.evaluation.counters.Exclusion;

/**
 * Why an object cannot be used, under the reason that it is counted by. The message is a static
 * sentence and the keys below, never a value of the file nor its name, so that it may be logged.
 */
public final class DicomFault extends Exception {
  private static final long serialVersionUID = 1L;

  /** All that a message may carry beside its sentence. */
  public enum Key {
    TAG,
    POSITION,
    LENGTH,
    TRANSFER_SYNTAX
  }

  private final Exclusion reason;
  private final String sentence;
  private final transient Map<Key, String> facts;

  private DicomFault(Exclusion reason, String sentence, Map<Key, String> facts) {
    super(facts.isEmpty() ? sentence : sentence + " " + words(facts));
    this.reason = reason;
    this.sentence = sentence;
    this.facts = Collections.unmodifiableMap(facts);
  }

  static DicomFault notDicom(String sentence) {
    return new DicomFault(Exclusion.NOT_DICOM, sentence, new EnumMap<>(Key.class));
  }

  /**
   * The object cannot be had or read.
   *
   * @param sentence static: no value of the object, no name and no address of it
   */
  public static DicomFault unreadable(String sentence) {
    return new DicomFault(Exclusion.UNREADABLE, sentence, new EnumMap<>(Key.class));
  }

  static DicomFault pixels(String sentence) {
    return new DicomFault(Exclusion.PIXEL_DECODE, sentence, new EnumMap<>(Key.class));
  }

  static DicomFault transferSyntax(String uid) {
    DicomFault fault =
        new DicomFault(
            Exclusion.TRANSFER_SYNTAX,
            "This version does not decode pixel data in this transfer syntax.",
            new EnumMap<>(Key.class));
    return fault.with(Key.TRANSFER_SYNTAX, uid.matches("[0-9.]{1,64}") ? uid : "not a UID");
  }

  static DicomFault unnamedTransferSyntax() {
    return new DicomFault(
        Exclusion.TRANSFER_SYNTAX,
        "The file does not say in which transfer syntax its pixel data are.",
        new EnumMap<>(Key.class));
  }

  DicomFault at(Tag tag) {
    return with(Key.TAG, tag.toString());
  }

  DicomFault position(long bytes) {
    return with(Key.POSITION, Long.toString(bytes));
  }

  DicomFault length(long bytes) {
    return with(Key.LENGTH, Long.toString(bytes));
  }

  private DicomFault with(Key key, String value) {
    EnumMap<Key, String> more = new EnumMap<>(Key.class);
    more.putAll(facts);
    more.put(key, value);
    return new DicomFault(reason, sentence, more);
  }

  /** The counted reason: NOT_DICOM, UNREADABLE, TRANSFER_SYNTAX or PIXEL_DECODE. */
  public Exclusion reason() {
    return reason;
  }

  /** The sentence without the keys; one of a fixed set. */
  public String sentence() {
    return sentence;
  }

  public Map<Key, String> facts() {
    return facts;
  }

  private static String words(Map<Key, String> facts) {
    return facts.entrySet().stream()
        .map(fact -> fact.getKey().name().toLowerCase(Locale.ROOT) + "=" + fact.getValue())
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
