"""The app's URLs, both under /knowledge/ and under /reviews/; names are nouns for pages and verbs for steps."""

from django.urls import path

from knowledge_base.views import articles, cards, reviews, training


def step_paths(view, prefix, noun, verbs):
    """One path a verb: /knowledge/7/hand-in/ is named hand_in_article."""
    return [
        path(f"{prefix}<int:pk>/{verb.replace('_', '-')}/", view, {"verb": verb}, name=f"{verb}_{noun}")
        for verb in verbs
    ]


app_name = "knowledge_base"
urlpatterns = [
    path("knowledge/", articles.articles, name="articles"),
    path("knowledge/write/", articles.write, name="write_article"),
    path("knowledge/from-complaint/<str:number>/", articles.draft_from_complaint, name="draft_from_complaint"),
    path("knowledge/scripts/<str:number>/", articles.scripts, name="scripts"),
    path("knowledge/cards/<str:number>/<int:pk>/give/", cards.give_card, name="give_card"),
    path("knowledge/cards/<str:number>/<int:pk>/take-back/", cards.take_card_back, name="take_card_back"),
    path("knowledge/<int:pk>/", articles.article, name="article"),
    path("knowledge/<int:pk>/revise/", articles.revise, name="revise_article"),
    path("knowledge/<int:pk>/vote/", articles.vote, name="vote_article"),
    path("knowledge/<int:pk>/versions/<int:number>/", articles.version, name="version"),
    *step_paths(articles.take_step, "knowledge/", "article", articles.STEPS),
    path("training/", training.training, name="training"),
    path("training/tag/<str:number>/", training.tag_training, name="tag_training"),
    path("training/<int:pk>/finish/", training.finish_training, name="finish_training"),
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/nominate/<str:number>/", reviews.nominate, name="nominate"),
    path("reviews/<int:pk>/", reviews.review, name="review"),
    path("reviews/<int:pk>/draft/", reviews.draft_from_review, name="draft_from_review"),
    path("reviews/<int:pk>/actions/<int:line>/finish/", reviews.finish_action, name="finish_action"),
    path("reviews/<int:pk>/<str:kind>/<int:line>/drop/", reviews.drop, name="drop_line"),
    *step_paths(reviews.take_step, "reviews/", "review", reviews.STEPS),
    *step_paths(reviews.record, "reviews/", "review", reviews.WRITES),
]
