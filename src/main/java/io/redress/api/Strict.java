package io.redress.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import java.io.IOException;

/** Takes JSON values for what they are: Jackson would read the number 129.9 as a text, 1.5 as 1 and "true" as true. */
final class Strict {

  private Strict() {}

  static final class Text extends JsonDeserializer<String> {
    @Override
    public String deserialize(JsonParser json, DeserializationContext context) throws IOException {
      if (json.currentToken() != JsonToken.VALUE_STRING) {
        return (String) context.reportInputMismatch(String.class, "%s is a text in quotation marks", json.currentName());
      }
      // no database keeps it as it is, and PostgreSQL does not take it at all
      if (json.getText().indexOf('\0') >= 0) {
        return (String) context.reportInputMismatch(String.class, "%s holds the character NUL", json.currentName());
      }
      return json.getText();
    }
  }

  static final class Whole extends JsonDeserializer<Integer> {
    @Override
    public Integer deserialize(JsonParser json, DeserializationContext context) throws IOException {
      if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
        return (Integer) context.reportInputMismatch(Integer.class, "%s is a whole number", json.currentName());
      }
      return json.getIntValue();
    }
  }

  static final class Flag extends JsonDeserializer<Boolean> {
    @Override
    public Boolean deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return switch (json.currentToken()) {
        case VALUE_TRUE -> true;
        case VALUE_FALSE -> false;
        default -> (Boolean) context.reportInputMismatch(Boolean.class, "%s is true or false", json.currentName());
      };
    }
  }
}
