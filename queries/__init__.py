"""The questions that the pages ask: SQL in, DataFrame out; a module for each page's questions, all of them asked as queries.…

Only `queries.database` opens the database; `queries.view` applies the filters and the as-of date, here and nowhere else.
"""

from queries.air_water import *
from queries.completion import *
from queries.database import *
from queries.document_list import *
from queries.searching import *
from queries.task_list import *
from queries.topics import *
from queries.two_days import *
from queries.units import *
from queries.view import *
