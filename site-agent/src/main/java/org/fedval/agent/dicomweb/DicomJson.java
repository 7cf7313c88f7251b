package org.fedval.agent.dicomweb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fedval.agent.dicom.DataSet;
import org.fedval.agent.dicom.DataSetBuilder;
import org.fedval.agent.dicom.Tag;
import org.fedval.agent.dicom.Vr;

/**
 * The DICOM JSON Model (PS3.18 annex F): lists of data sets, and one of them as the {@link DataSet}
 * that a Part 10 reader would have found, without sequences, person names and binary values.
 */
final class DicomJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern TAG = Pattern.compile("[0-9A-Fa-f]{8}");
  private static final int PIXEL_GROUP = 0x7FE0;
  private static final int VALUE_CHARACTERS = 64 * 1024;

  private DicomJson() {}

  /**
   * The data sets of an answer; none of an empty one.
   *
   * @throws ArchiveRefusal when the body is no array of objects
   */
  static List<JsonNode> objects(byte[] body) throws ArchiveRefusal {
    if (body.length == 0) {
      return List.of();
    }
    try {
      JsonNode root = MAPPER.readTree(body);
      List<JsonNode> objects = new ArrayList<>();
      if (root != null && root.isArray()) {
        root.forEach(objects::add);
      }
      if (root != null && root.isArray() && objects.stream().allMatch(JsonNode::isObject)) {
        return objects;
      }
    } catch (JsonProcessingException notJson) {
      // Refused below; the parser's message may hold values.
    } catch (IOException impossible) {
      throw new AssertionError("Bytes in memory can be read.", impossible);
    }
    throw new ArchiveRefusal("The archive's list is not in the DICOM JSON form.");
  }

  /** The first value as text, without padding; empty when absent or blank. */
  static Optional<String> text(JsonNode object, Tag tag) {
    JsonNode value = object.path(key(tag)).path("Value").path(0);
    return value.isValueNode() && !value.isNull() && !value.asText().isBlank()
        ? Optional.of(value.asText().strip())
        : Optional.empty();
  }

  /** The tag as the model's key. */
  static String key(Tag tag) {
    return String.format("%04X%04X", tag.group(), tag.element());
  }

  /** The data set without file meta information; what cannot be expressed is left out. */
  static DataSet dataSet(JsonNode object) {
    DataSetBuilder to = DataSet.builder();
    Iterator<Map.Entry<String, JsonNode>> fields = object.fields();
    while (fields.hasNext()) {
      Map.Entry<String, JsonNode> field = fields.next();
      if (TAG.matcher(field.getKey()).matches()) {
        int group = Integer.parseInt(field.getKey().substring(0, 4), 16);
        int element = Integer.parseInt(field.getKey().substring(4), 16);
        if (group > 0x0002 && group < PIXEL_GROUP && element != 0) {
          put(to, new Tag(group, element), field.getValue());
        }
      }
    }
    return to.text(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192").build();
  }

  private static void put(DataSetBuilder to, Tag tag, JsonNode attribute) {
    Vr vr;
    try {
      vr = Vr.valueOf(attribute.path("vr").asText());
    } catch (IllegalArgumentException unknown) {
      return;
    }
    JsonNode values = attribute.path("Value");
    if (values.isEmpty() || vr == Vr.PN || vr == Vr.SQ) {
      return;
    }
    if (vr.isText()) {
      text(values).ifPresent(text -> to.bytes(tag, vr, text.getBytes(StandardCharsets.UTF_8)));
    } else {
      numbers(vr, values).ifPresent(bytes -> to.bytes(tag, vr, bytes));
    }
  }

  private static Optional<String> text(JsonNode values) {
    StringBuilder all = new StringBuilder();
    for (JsonNode value : values) {
      all.append(all.length() == 0 ? "" : "\\").append(value.isNull() ? "" : value.asText());
      if (all.length() > VALUE_CHARACTERS) {
        return Optional.empty();
      }
    }
    return Optional.of(all.toString());
  }

  private static Optional<byte[]> numbers(Vr vr, JsonNode values) {
    int width =
        switch (vr) {
          case US, SS -> 2;
          case UL, SL, FL -> 4;
          case FD -> 8;
          default -> 0;
        };
    if (width == 0 || values.size() > VALUE_CHARACTERS / width) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.allocate(values.size() * width).order(ByteOrder.LITTLE_ENDIAN);
    for (JsonNode value : values) {
      if (!value.isNumber()) {
        return Optional.empty();
      }
      switch (vr) {
        case US, SS -> bytes.putShort((short) value.asInt());
        case FL -> bytes.putFloat((float) value.asDouble());
        case FD -> bytes.putDouble(value.asDouble());
        default -> bytes.putInt((int) value.asLong());
      }
    }
    return Optional.of(bytes.array());
  }
}
