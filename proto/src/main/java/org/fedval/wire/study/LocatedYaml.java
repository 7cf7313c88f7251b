package org.fedval.wire.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * A YAML document as a tree, with the line of every key and list entry. Strict: UTF-8, one
 * document, no duplicate keys, no anchors, aliases or tags, at most {@value #MAX_BYTES} bytes and
 * {@value #MAX_DEPTH} levels.
 */
final class LocatedYaml {
  static final int MAX_BYTES = 256 * 1024;
  static final int MAX_DEPTH = 16;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
  private static final Pattern DECIMAL =
      Pattern.compile("-?[0-9]{0,17}\\.?[0-9]{0,17}(?<=[0-9.])([eE][-+]?[0-9]{1,2})?");
  private static final YAMLFactory FACTORY = factory();

  private final String file;
  private final String what;
  private final YAMLParser parser;
  private final Map<String, Integer> lines = new HashMap<>();

  private LocatedYaml(String file, String what, YAMLParser parser) {
    this.file = file;
    this.what = what;
    this.parser = parser;
  }

  /** A parsed document; {@code lines} maps a JSON pointer to the line of its key or list entry. */
  record Tree(JsonNode root, Map<String, Integer> lines) {
    /** The line of the nearest recorded ancestor or of the pointer itself; 1 for the root. */
    int line(String pointer) {
      for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
        Integer line = lines.get(at);
        if (line != null) {
          return line;
        }
      }
      return 1;
    }
  }

  /**
   * Reads a document.
   *
   * @param file the name by which sentences call it
   * @param what the kind of document in words, such as {@code study plan}
   */
  static Tree read(String file, String what, byte[] bytes) throws StudyPlanException {
    if (bytes.length > MAX_BYTES) {
      throw new StudyPlanException(
          file + " is larger than 256 KiB; a " + what + " is a small file, check the path.");
    }
    try (YAMLParser parser = FACTORY.createParser(decode(file, bytes))) {
      return new LocatedYaml(file, what, parser).document();
    } catch (JsonProcessingException broken) {
      throw new StudyPlanException(
          file
              + (broken.getLocation() == null ? "" : " line " + broken.getLocation().getLineNr())
              + ": this is not valid YAML; check indentation, colons and quotes around this line.");
    } catch (IOException impossible) {
      throw new AssertionError("Reading from memory failed.", impossible);
    }
  }

  private Tree document() throws IOException, StudyPlanException {
    if (parser.nextToken() == null) {
      throw new StudyPlanException(file + " is empty; expected a " + what + ".");
    }
    JsonNode root = value("", 0);
    if (parser.nextToken() != null) {
      throw new StudyPlanException(here() + "a second document begins; expected one " + what + ".");
    }
    return new Tree(root, Map.copyOf(lines));
  }

  private JsonNode value(String pointer, int depth) throws IOException, StudyPlanException {
    refuseAnchors();
    if (parser.getTypeId() != null) {
      throw new StudyPlanException(here() + "tags (!) are not allowed; remove the tag.");
    }
    if (depth > MAX_DEPTH) {
      throw new StudyPlanException(here() + "nested deeper than 16 levels; check the indentation.");
    }
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return object(pointer, depth);
    }
    if (token == JsonToken.START_ARRAY) {
      return array(pointer, depth);
    }
    return scalar(token);
  }

  private void refuseAnchors() throws IOException, StudyPlanException {
    if (parser.isCurrentAlias() || parser.getObjectId() != null) {
      throw new StudyPlanException(
          here() + "anchors and aliases (& and *) are not allowed; write the value out.");
    }
  }

  private JsonNode object(String pointer, int depth) throws IOException, StudyPlanException {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      String child = pointer + "/" + escape(key);
      if (object.has(key)) {
        throw new StudyPlanException(
            here()
                + "the key "
                + Found.quoted(key)
                + " stands twice, first on line "
                + lines.get(child)
                + "; remove one.");
      }
      lines.put(child, line());
      parser.nextToken();
      object.set(key, value(child, depth + 1));
    }
    return object;
  }

  private JsonNode array(String pointer, int depth) throws IOException, StudyPlanException {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String child = pointer + "/" + array.size();
      lines.put(child, line());
      array.add(value(child, depth + 1));
    }
    return array;
  }

  /** Numbers in any but the plain decimal form (octal, hexadecimal, .nan) stay text. */
  private JsonNode scalar(@Nullable JsonToken token) throws IOException {
    String text = parser.getText();
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      return NODES.booleanNode(token == JsonToken.VALUE_TRUE);
    }
    if (token == JsonToken.VALUE_NUMBER_INT && WHOLE.matcher(text).matches()) {
      return NODES.numberNode(Long.parseLong(text));
    }
    if (token == JsonToken.VALUE_NUMBER_FLOAT && DECIMAL.matcher(text).matches()) {
      return NODES.numberNode(Double.parseDouble(text));
    }
    return token == JsonToken.VALUE_NULL ? NODES.nullNode() : NODES.textNode(text);
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  private String here() {
    return file + " line " + line() + ": ";
  }

  static String escape(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  private static String decode(String file, byte[] bytes) throws StudyPlanException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      throw new StudyPlanException(file + " is not UTF-8 text; save it as UTF-8.");
    }
  }

  private static YAMLFactory factory() {
    LoaderOptions limits = new LoaderOptions();
    limits.setCodePointLimit(MAX_BYTES);
    limits.setMaxAliasesForCollections(0);
    limits.setNestingDepthLimit(MAX_DEPTH + 2);
    return YAMLFactory.builder()
        .loaderOptions(limits)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH + 2)
                .maxNumberLength(64)
                .maxStringLength(MAX_BYTES)
                .build())
        .build();
  }
}
