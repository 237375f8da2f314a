// The API's documentation: Swagger UI on our own schema; nothing is loaded from elsewhere, nothing is remembered.
const place = document.getElementById("api");

window.SwaggerUIBundle({
  domNode: place,
  url: `${place.dataset.schema}?format=json`,
  deepLinking: true,
  persistAuthorization: false,
  validatorUrl: null,
  defaultModelsExpandDepth: 0,
});
